"""Raw newspaper copy in, speakers, statements and candidate commitments out.

Plain Python: no Django, no network. `reading` turns a file into text, `parser` turns text into an
`Understanding`, `corrections` changes one as an editor does at the desk.
"""
