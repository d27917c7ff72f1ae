"""The one door in: whatever comes into a case file, row by row or a million at a time, is checked and taken here.

To be read in this order:

    rules        what is checked of a record on its way in: pure, once, for every door
    known        what the case file holds already, by key, former key, name and address
    batch, drafts    records of the native format, of the Python API and of commands; `notes` settles their names
    references   what records refer to, and the order that follows from that
    referents    whom the rows of a table mean; `events`, `documents`: what they are about, where it was read
    readings     their dates and values, equal cells read once, and what dates count from
    attachments  links, evidence and verdicts that go with their claims
    identities   what rows and assertions are known by; `row_keys`: what the keys of rows say of their events
    picking      which rows make which claims
    rows         rows of a table, a thousand at a time
    releases     a later release of a dataset against the last one, with keys or without; `mending`: the same rows by
                 a mended mapping
    report, rejects    what came of it, and what could not be taken
    reading      how an import goes, how a file is read, and what a mapping takes from other files
    sources      which file is read by which mapping
    run          all of it, in order
"""
