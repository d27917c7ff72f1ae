"""A clock that has gone back never puts an entry before the one that it answers."""

from claimtrack import Casefile
from claimtrack.store import author


def test_the_time_of_the_last_entry_is_the_least(tmp_path, monkeypatch):
    path = tmp_path / "claims.db"
    with Casefile.open(path) as case:
        monkeypatch.setattr("claimtrack.store.author.datetime", _At("2026-05-05T12:00:00Z"))
        event = case.add_event("Explosion")
        monkeypatch.setattr("claimtrack.store.author.datetime", _At("2025-01-01T00:00:00Z"))
    told = []
    with Casefile.open(path, tell=told.append) as case:
        said = case.record(event, claimant="Office", text="Two died")
        case.record(event, claimant="Office", text="Three died")
        assert case.assertion(said.id).recorded == "2026-05-05T12:00:00Z"
    assert len(told) == 1
    assert "2026-05-05T12:00:00Z is recorded, not 2025-01-01T00:00:00Z" in told[0]


def test_an_entry_whose_time_is_none_holds_nothing_back(path, spoil):
    spoil(
        "UPDATE event SET recorded = 'zzzz'", "DELETE FROM entry_before"
    )  # as damage, which no trigger sees
    before = author.utc_now()
    with Casefile.open(path) as case:
        case.add_event("Another", key="another")
        assert case.event("another").recorded >= before


class _At:
    def __init__(self, moment):
        self.moment = moment

    def now(self, _zone):
        return self

    def strftime(self, _form):
        return self.moment
