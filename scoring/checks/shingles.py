"""Paragraphs as sketches: how alike two of them are without their text.

A paragraph is its letters without figures and punctuation, cut into overlapping pairs; the sketch is the 128 smallest
hashes of these pairs. Up to 128 different pairs the similarity (common pairs ÷ all pairs) is exact, above it is the
share among the 128 smallest of both together, with a standard error under 0.04.
"""

import re
import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from departments.prose.characters import fold

SHORTEST = 60  # letters; shorter paragraphs repeat for good reasons
SIZE = 128
KEYS = 4
ALIKE = 0.8

Sketch = tuple[int, ...]


def sketch_of(text: str) -> Sketch | None:
    """The sketch of a paragraph, smallest hash first; None for one too short to be called a copy."""
    bare = re.sub(r"[\W\d_]+", "", fold(text))
    if len(bare) < SHORTEST:
        return None
    hashes = {crc32((first + second).encode()) for first, second in pairwise(bare)}
    smallest = sorted(hashes)[:SIZE]
    return tuple(smallest) if len(smallest) >= KEYS else None


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """How alike two paragraphs are, 0 to 1."""
    mine, theirs = set(one), set(other)
    sample = sorted(mine | theirs)[:SIZE] if max(len(one), len(other)) >= SIZE else mine | theirs
    return sum(each in mine and each in theirs for each in sample) / len(sample)


def pack(sketch: Sketch) -> bytes:
    """A sketch as it is stored."""
    return struct.pack(f">{len(sketch)}I", *sketch)


def unpack(stored: bytes | memoryview) -> Sketch:
    """A stored sketch."""
    data = bytes(stored)
    return struct.unpack(f">{len(data) // 4}I", data)


def keys_of(sketches: Iterable[Sketch]) -> set[int]:
    """What similar paragraphs are looked up by."""
    return {key for sketch in sketches for key in sketch[:KEYS]}
