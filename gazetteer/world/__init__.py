"""The program that builds the default gazetteer: one module per source, merged by id into one sorted JSONL file.

Read `gazetteer/README.md` first; `world.plan` lists the sources in the order in which they are read.
"""
