"""导入稿件: where an editor puts right what was understood of a manuscript, and makes drafts of it.

`views` brings manuscripts in and lists them, `editing` is the desk itself, `operations` are the
corrections as they arrive from the page, `presentation` is what the page shows.
"""
