"""How much of an uploaded table is read at all, and by which words the right sheet is known."""

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 60
MAX_CELL = 2_000

# A title, notes and headings may stand above the rows that count.
HEADING_ROWS = 20
LAST_ROW = MAX_ROWS + HEADING_ROWS

KEY_HEADING = "承诺编号"
SHEET_NAME = "进展申报"
