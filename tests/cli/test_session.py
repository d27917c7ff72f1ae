"""The proof: from an empty folder to the helicopter case, by hand in ten commands, and by one file of notes."""

import json
import shlex

SESSION = """
init
event add "Helicopter lost east of Palmyra" --key heli --date "8 July 2016" --place "east of Palmyra" --tag aircraft
record heli --by "Islamic State" "Its fighters brought down a Russian helicopter" --said "8 July 2016" --set happened=yes --set "place=east of Palmyra" --set "perpetrator=Islamic State" --label claim --create
deny claim --by Russia "No helicopter of ours was downed" --said "8 July 2016" --set happened=no --label denial --create
repeat claim --by "Islamic State" "A video shows it being hit" --said 2016-07-09 --set happened=yes --evidence "Video of a helicopter being hit" --label video
concede denial "Two pilots were killed, by fighters of the Islamic State" --said "9 July 2016" --set happened=yes --set killed=two --set "perpetrator=Islamic State"
record heli --by "Russian outlets" "It was hit by an American-made TOW" --said 2016-07 --stance affirms --set "weapon=American-made TOW missile" --label tow --create
dispute tow --by "The outlet" "It seems to be anti-aircraft fire" --said 2016-07 --hedge likely --set "weapon=anti-aircraft fire" --set "weapon!=TOW missile" --on weapon --create
assess heli --grade confirmed --confidence moderate --because "Both parties say so now" --by "A. Analyst" --at 2016-07-12
compare heli
"""

NOTES = """
event: Helicopter lost east of Palmyra
key: heli
date: 8 July 2016
place: east of Palmyra
tags: [aircraft]
claims:
  - label: claim
    by: Islamic State
    text: Its fighters brought down a Russian helicopter
    said: 8 July 2016
    values: {happened: yes, place: east of Palmyra, perpetrator: Islamic State}
  - label: denial
    denies: claim
    by: Russia
    text: No helicopter of ours was downed
    said: 8 July 2016
    values: {happened: no}
  - label: video
    repeats: claim
    by: Islamic State
    text: A video shows it being hit
    said: 2016-07-09
    values: {happened: yes}
    evidence: Video of a helicopter being hit
  - concedes: claim
    by: Russia
    text: Two pilots were killed, by fighters of the Islamic State
    said: 9 July 2016
    values: {happened: yes, killed: two, perpetrator: Islamic State}
  - label: tow
    by: Russian outlets
    text: It was hit by an American-made TOW
    said: 2016-07
    values: {weapon: American-made TOW missile}
  - disputes: {claim: tow, on: weapon}
    by: The outlet
    text: It seems to be anti-aircraft fire
    said: 2016-07
    hedge: likely
    values: {weapon: [anti-aircraft fire, {not: TOW missile}]}
assessments:
  - {grade: confirmed, confidence: moderate, because: Both parties say so now, by: A. Analyst, at: 2016-07-12}
"""


def by_hand(run):
    commands = [shlex.split(line) for line in SESSION.strip().splitlines()]
    assert len(commands) <= 10
    return [run(*command) for command in commands][-1]


def test_ten_commands_from_an_empty_folder_to_the_comparison(run):
    printed = " ".join(by_hand(run).stdout.split())
    assert "Moved Russia: denied 8 Jul → conceded 9 Jul 2016" in printed
    assert "Russia denied Islamic State" in printed
    assert "The outlet disputed Russian outlets on weapon" in printed
    assert "not TOW missile" in printed
    assert "Video of a helicopter being hit: supports Islamic State" in printed
    assert "confirmed, moderate confidence (A. Analyst, 12 Jul 2016)" in printed


def test_one_file_of_notes_says_the_same(run, folder, lines):
    (folder / "notes.yaml").write_text(NOTES, encoding="utf-8")
    run("import", "notes.yaml")
    from_notes = {json.dumps(unstamped(line)) for line in lines()}
    compared = run("compare", "heli").stdout
    (folder / "claims.db").unlink()
    assert by_hand(run).stdout == compared
    assert {json.dumps(unstamped(line)) for line in lines()} == from_notes


def unstamped(line):
    return {name: content for name, content in sorted(line.items()) if name != "recorded"}


def test_notes_and_session_are_one_case_file_when_both_are_taken(run, folder):
    by_hand(run)
    (folder / "notes.yaml").write_text(NOTES, encoding="utf-8")
    assert "nothing new" in run("import", "notes.yaml").stderr
