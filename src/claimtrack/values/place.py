"""A place: a name, and where known a point with the radius within which it is believed to lie."""

from __future__ import annotations

import re
from math import asin, cos, radians, sin, sqrt
from typing import Final

from msgspec import Struct

from claimtrack.characters import cleaned
from claimtrack.errors import InvalidRecordError
from claimtrack.values.answers import Unreadable

EARTH_RADIUS_KM: Final = 6371.0088  # mean radius, IUGG

# Compiled, and kept by `re`, when first used: start-up is short.
_POINT: Final = (
    r"(?P<lat>[+-]?\d{1,3}(?:\.\d+)?)\s*,\s*(?P<lon>[+-]?\d{1,3}(?:\.\d+)?)"
    r"(?:\s*(?:±|\+/-)\s*(?P<radius>\d+(?:\.\d+)?)\s*km)?"
)
_RADIUS: Final = r"(?P<point>.*\S)\s*(?:±|\+/-)\s*(?P<radius>\d+(?:\.\d+)?)\s*km"
_NAME_AND_POINT: Final = r"(?P<name>.*\S)\s*\((?P<point>[^()]*)\)"


class Place(Struct, frozen=True):
    """Where something is, as it was said.

    Attributes:
        name: the name; empty when only a point is given.
        lat: latitude in degrees, north positive; None without a point.
        lon: longitude in degrees, east positive; None without a point.
        radius_km: how far from the point it may lie, in kilometres; None when the source does not say.
        raw: the text as written.

    Raises:
        InvalidRecordError: a latitude without a longitude, a point off the globe, a negative radius,
            or neither name nor point.
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    raw: str = ""

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise InvalidRecordError(problem)

    def __str__(self) -> str:
        if self.lat is None or self.lon is None:
            return self.name
        point = f"{self.lat:.10g}, {self.lon:.10g}"
        if self.radius_km is not None:
            point += f" ±{self.radius_km:.10g} km"
        return f"{self.name} ({point})" if self.name else point


def read_place(text: str) -> Place | Unreadable:
    """Read a place written as `name`, `lat, lon`, `lat, lon ±25 km` or `name (lat, lon)`.

    Args:
        text: the place; degrees are decimal or as `coordinates` reads them, kilometres are written `km`.

    Returns:
        The place; Unreadable with the reason for an empty text or a point off the globe. A text that
        holds no point is a name, whatever it says.
    """
    clean = cleaned(text)
    if not clean:
        return Unreadable(text, "empty")
    named = re.fullmatch(_NAME_AND_POINT, clean)
    point = _point(named["point"].strip() if named else clean)
    if point is None:
        return Place(clean, raw=text)
    try:
        return Place(named["name"] if named else "", *point, raw=text)
    except InvalidRecordError as error:
        return Unreadable(text, error.message)


def _point(text: str) -> tuple[float, float, float | None] | None:
    """Read latitude, longitude and radius; None where the text is no point."""
    plain = re.fullmatch(_POINT, text)
    if plain is not None:
        radius = plain["radius"]
        return float(plain["lat"]), float(plain["lon"]), None if radius is None else float(radius)
    if not any(map(str.isdigit, text)):
        return None
    from claimtrack.values.coordinates import read_point

    around = re.fullmatch(_RADIUS, text)
    found = read_point(around["point"] if around else text)
    return None if found is None else (*found, float(around["radius"]) if around else None)


def distance_km(one: Place, other: Place) -> float | None:
    """Measure the great-circle distance between two points.

    Args:
        one: a place.
        other: another.

    Returns:
        Kilometres (haversine formula on a sphere, right to about 0.5 %); None unless both have a point.
    """
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, north_too = radians(one.lat), radians(other.lat)
    half_lat, half_lon = (north_too - north) / 2, radians(other.lon - one.lon) / 2
    chord = sin(half_lat) ** 2 + cos(north) * cos(north_too) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def _problem(place: Place) -> str:
    pole, date_line = 90, 180
    if (place.lat is None) != (place.lon is None):
        return "a latitude needs a longitude and the other way round"
    if place.lat is None and (place.radius_km is not None or not place.name):
        return "a place needs a name or a point" if not place.name else "a radius needs a point"
    if place.lat is not None and not -pole <= place.lat <= pole:
        return f"latitude {place.lat:g} is not between -90 and 90"
    if place.lon is not None and not -date_line <= place.lon <= date_line:
        return f"longitude {place.lon:g} is not between -180 and 180"
    if place.radius_km is not None and not place.radius_km >= 0:
        return f"a radius cannot be {place.radius_km:g} km"
    return ""
