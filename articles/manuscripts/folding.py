"""One spelling for analysis, character by character, so that positions stay those of the text."""

__all__ = ["fold"]

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}  # digits
FULL_WIDTH |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
SAME = {"％": "%", "．": ".", "＋": "+", "〇": "零", "○": "零"}
SAME |= {"「": "“", "」": "”", "『": "‘", "』": "’", "＂": '"', "(": "（", ")": "）", ":": "："}
SAME |= {"\u3000": " ", "\u00a0": " ", "\t": " ", ";": "；", "!": "！", "?": "？"}
TABLE = FULL_WIDTH | {ord(old): new for old, new in SAME.items()}


def fold(text: str) -> str:
    """Half-width digits, letters and blanks, full-width punctuation, curly quotes.

    As long as the text it came from: position n of one is position n of the other. Straight
    quotes open and close in turns.
    """
    folded = text.translate(TABLE)
    if '"' not in folded:
        return folded
    pieces = folded.split('"')
    return pieces[0] + "".join(
        ("“" if number % 2 else "”") + piece for number, piece in enumerate(pieces[1:], 1)
    )
