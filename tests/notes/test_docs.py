"""The notes that the documentation shows are taken as they stand."""

import re
from importlib.resources import files

from claimtrack import Casefile


def test_the_example_of_the_documentation(tmp_path):
    document = (files("claimtrack") / "docs" / "notes.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", document, re.DOTALL)
    (tmp_path / "notes.yaml").write_text(example, encoding="utf-8")
    with Casefile.open(tmp_path / "case.db") as case:
        report = case.import_file(tmp_path / "notes.yaml")
        assert report.made["assertion"] == 4
        assert not report.warnings
        assert not case.import_file(tmp_path / "notes.yaml").made
        denial = case.assertion("No helicopter of ours")
        assert str(denial.said) == "2016-07-08"
        assert len(case.dossier("palmyra-helicopter").links) == 2
