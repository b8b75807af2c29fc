"""The demo's content as plain data: a real edition told afresh, and a fictional 示例 set.

Everything but `loader` is plain Python without Django. Facts and figures of the real edition
come from a newspaper of September 2025; every sentence is written for the demo.
"""
