"""What real tables do: lists in cells, stray cells, encodings of the field."""

import pytest

from claimtrack.errors import ImportRejectedError, MappingError
from workbooks import workbook

MAPPING = {
    "event": {"title": "{event}", "tags": ["{kind}", {"text": "{labels}", "split": ";"}]},
    "claim": {
        "record": {
            "claimant": {"name": "{who}", "aliases": {"text": "{aka}", "split": "/"}},
            "values": {"perpetrator": {"text": "{accused}", "split": ", ", "map": {"IS": "Islamic State"}}},
        }
    },
}


def test_a_list_in_a_cell_is_several_answers_tags_and_aliases(case, table, lines):
    path = table(
        'event,kind,labels,who,aka,accused\nRaid,air,"night; market",North,The North / N,"IS, Nusra Front"\n'
    )
    case.import_file(path, mapping=MAPPING)
    assert lines(case, "event")[0]["tags"] == ["air", "night", "market"]
    assert lines(case, "claimant")[0]["aliases"] == ["The North", "N"]
    (said,) = lines(case, "assertion")
    assert [value["raw"] for value in said["values"]] == ["Islamic State", "Nusra Front"]


def test_a_list_needs_the_sign_between_its_items(case, table):
    mapping = {"event": {"title": "{event}", "tags": [{"text": "{event}", "split": ""}]}, "claim": {"a": {"claimant": "X"}}}  # fmt: skip
    with pytest.raises(MappingError, match=r"event.tags.split: is the sign between the items"):
        case.import_file(table("event\nRaid\n"), mapping=mapping)


def test_a_cell_right_of_the_table_costs_no_row(case, tmp_path, lines):
    cells = {"A1": "event", "B1": "claimant", "C1": "text"}
    for row in range(2, 62):
        cells |= {f"A{row}": f"Raid {row}", f"B{row}": "North", f"C{row}": "It fell"}
    cells["E60"] = "see mail"
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(cells))
    report = case.import_file(path, preset="generic")
    assert (report.rejected, report.made["assertion"]) == (0, 60)
    assert any("column5" in remark for remark in report.remarks)


def test_rejects_are_a_table_and_go_back_in(case, table, tmp_path, read):
    rejects = tmp_path / "bad.csv"
    path = table("event,claimant,text\nRaid,North,fell,one,two\nRaid,,fell\n")
    report = case.import_file(path, preset="generic", on_error="skip", rejects=rejects)
    assert report.rejected == 2
    rows = read(rejects)
    assert [row["beyond_5"] for row in rows] == ["two", ""]
    assert all(None not in row for row in rows)
    mended = rejects.read_text(encoding="utf-8").replace("Raid,,fell", "Raid,South,fell")
    rejects.write_text(mended, encoding="utf-8")
    with pytest.raises(ImportRejectedError, match="an unquoted delimiter"):  # one row is as it was
        case.import_file(rejects, preset="generic")
    rejects.write_text(mended.replace("fell,one,two", "fell one two,,"), encoding="utf-8")
    assert case.import_file(rejects, preset="generic").made["assertion"] == 2


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("event,claimant\nОбстрел моста,Минобороны\n", "cp1251"),
        ("event,claimant\nОбстрел моста,Минобороны\n", "koi8-r"),
        ("event,claimant\nقصف الجسر,وزارة الدفاع\n", "cp1256"),
        ("event,claimant\nŞırnak'ta saldırı,İçişleri Bakanlığı\n", "cp1254"),
        ("event,claimant\nОбстрел моста,Минобороны\n", "iso8859-5"),
        ("event,claimant\nОбстріл моста,Міноборони\n", "koi8-u"),
        ("event,claimant\nقصف الجسر,وزارة الدفاع\n", "iso8859-6"),
        ("event,claimant\nOstrzał mostu,Źródła wojskowe w Łodzi\n", "cp1250"),
        ("event,claimant\nOstrzał mostu,Źródła wojskowe w Łodzi\n", "iso8859-2"),
        ("event,claimant\nVýbuch na tržišti,Příslušníci České armády\n", "cp1250"),
        ("event,claimant\nÇarşı bombalandı,Bakanlık\n", "cp1254"),
        ("event,claimant\nSprengstoffanschlag am Münster,Behörde für Öffentliches\n", "cp1252"),
        ("event,claimant\n炸桥,国防部发言人\n", "gb18030"),
        ("event,claimant\n橋樑爆炸,國防部發言人\n", "big5"),
        ("event,claimant\n橋で爆発した,防衛省の発表\n", "shift_jis"),
        ("event,claimant\n다리 폭발,국방부 대변인\n", "euc-kr"),
        ("event,claimant\nEl niño murió,Ministério da Defesa não\n", "cp1252"),
        ("event,claimant\nהפצצה בלילה,דובר הצבא הודיע\n", "cp1255"),
    ],
)
def test_tables_are_read_in_the_encoding_of_their_letters(case, tmp_path, lines, text, encoding):
    path = tmp_path / "rows.csv"
    path.write_bytes(text.encode(encoding))
    report = case.import_file(path, preset="generic")
    title, name = text.splitlines()[1].split(",")
    assert lines(case, "event")[0]["title"] == title
    assert lines(case, "claimant")[0]["name"] == name
    assert any("read as " in remark for remark in report.remarks)


def test_the_encoding_is_told_with_its_words_before_anything_is_written(case, tmp_path, lines):
    path = tmp_path / "rows.csv"
    path.write_bytes("event,claimant\nОбстрел моста,Минобороны\n".encode("cp1251"))
    seen = []
    case.import_file(path, preset="generic", tell=lambda remark: seen.append((remark, lines(case, "event"))))
    told = f"{path}: read as cp1251 (“Обстрел моста Минобороны”); if its letters look wrong, name another with --encoding"
    assert seen == [(told, [])]


@pytest.mark.parametrize(
    ("other", "said"),
    [("2016-03-30T00:00:00", "2016-03-29"), ("2016-03-30 14:20", "2016-03-29T00:00:00")],
)
def test_midnight_is_a_day_unless_the_column_has_times(case, table, lines, other, said):
    path = table(f"event,claimant,said\nRaid,North,2016-03-29T00:00:00\nRaid,South,{other}\n")
    case.import_file(path, preset="generic")
    dates = {line["claimant"]: line["said"] for line in lines(case, "assertion")}
    assert edtf(dates["north"]) == said


@pytest.mark.parametrize(("meant", "said"), [("time", "2016-03-29T00:00:00"), ("day", "2016-03-29")])
def test_a_mapping_may_say_what_midnight_is(case, lines, meant, said):
    mapping = {
        "event": {"title": "{event}"},
        "claim": {"a": {"claimant": "X", "said": {"text": "{at}", "midnight": meant}}},
    }
    case.import_rows([{"event": "Raid", "at": "2016-03-29 00:00:00"}], mapping=mapping)
    assert edtf(lines(case, "assertion")[0]["said"]) == said


def test_midnight_is_nothing_else(case):
    mapping = {"event": {"title": "Raid"}, "claim": {"a": {"claimant": "X", "said": {"text": "{at}", "midnight": "noon"}}}}  # fmt: skip
    with pytest.raises(
        MappingError, match=r"claim.a.said.midnight: cannot be 'noon' .is \"day\" or \"time\""
    ):
        case.import_rows([{"at": "2016-03-29 00:00:00"}], mapping=mapping)


def edtf(date):
    return date if isinstance(date, str) else date["edtf"]


PHOTOS = "id,what,who,photo,hash\n1,Raid,North,One,{0}\n2,Fire,South,Two,{0}\n3,Fire,North,Three,{1}\n"


def test_items_of_one_file_in_a_table_are_named_and_stay_two(case, table, lines):
    mapping = {
        "title": "Photos",
        "event": {"title": "{what}"},
        "claim": {"a": {"claimant": "{who}"}},
        "evidence": {"photo": {"title": "{photo}", "sha256": "{hash}", "key": "p{id}"}},
    }
    path = table(PHOTOS.format("a" * 64, "b" * 64))
    report = case.import_file(path, mapping=mapping)
    told = "\n".join(report.remarks)
    assert "items of evidence with one file, byte for byte" in told
    assert "p2 = p1" in told
    assert "p3" not in told
    assert [item["key"] for item in lines(case, "evidence")] == ["p1", "p2", "p3"]
    again = case.import_file(path, mapping=mapping, again=True)
    assert "one file" not in "\n".join(again.remarks)
