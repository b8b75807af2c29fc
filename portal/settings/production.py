"""Everything from the environment; starts only when nothing dangerous or missing is in it."""

from .base import *
