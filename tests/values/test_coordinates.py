"""Points in degrees, with letters of the hemisphere and with decimal commas."""

import pytest

from claimtrack.values import Place, read_value
from claimtrack.values.coordinates import read_point


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("34°33′12″N, 38°16′E", (34.5533333, 38.2666667)),
        ("34°33'12\"S 38°16'00\"W", (-34.5533333, -38.2666667)),
        ("N34.55 E38.27", (34.55, 38.27)),
        ("34.55 N, 38.27 E", (34.55, 38.27)),
        ("38.27E, 34.55N", (34.55, 38.27)),
        ("34 33 12 N 38 16 00 E", (34.5533333, 38.2666667)),
        ("34,55; 38,27", (34.55, 38.27)),
        ("34,55, 38,27", (34.55, 38.27)),
        ("34° 33.2′ N / 38° 16.5′ E", (34.5533333, 38.275)),
        ("-34°33′, 38°16′", (-34.55, 38.2666667)),
        ("34°33' с. ш. 38°16' в. д.", (34.55, 38.2666667)),
    ],
)
def test_points(text, point):
    assert read_point(text) == point


@pytest.mark.parametrize(
    "text",
    [
        "34°61′N, 38°16′E",
        "34.5°33′N, 38°16′E",
        "34.55 N, 38.27",
        "34.55 N, 38.27 S",
        "N34.55N E38.27",
        "34 33 12 38 16 00",
        "-34.55 S, 38.27 E",
        "Homs 3, Hama 4",
    ],
)
def test_what_is_no_point_or_two(text):
    assert read_point(text) is None


def test_a_place_with_such_a_point():
    place = read_value("Palmyra (34°33′N, 38°16′E ±5 km)", "place")
    assert isinstance(place, Place)
    assert (place.name, place.lat, place.radius_km, place.raw) == (
        "Palmyra",
        34.55,
        5.0,
        "Palmyra (34°33′N, 38°16′E ±5 km)",
    )
    assert read_value("Homs 3, Hama 4", "place").lat is None
