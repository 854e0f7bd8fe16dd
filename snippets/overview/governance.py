"""Who does the installed package name as its author, and which licenses apply to it?"""

import importlib.metadata
import re

metadata = importlib.metadata.metadata("torch")
author = metadata["Author-email"]
print("author:", author)

names_a_company = any(name in author for name in ("Facebook", "Meta"))
print("author names Facebook or Meta:", names_a_company)

license = metadata["License-Expression"] or metadata["License"]
names = {re.sub("[()]", "", name) for name in re.split(r" AND | OR | WITH ", license)}
print("BSD 3-clause among its licenses:", "BSD-3-Clause" in names)
print("GPL among them:", any("GPL" in name for name in names))
