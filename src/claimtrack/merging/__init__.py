"""Two case files become one: a union of records, edits and voids, the same whichever comes first.

union    each record of the other file met by the one of the same identity here, and both states made one
edits    the edits of both files, by the record that each is of; what they come to is `model.edits`
names    what both call one record: keys that were changed, and records that were merged
voids    what is void in either, and what falls with it
twins    records that were made on both sides and may be one: proposed, never decided
"""
