"""Who does the installed package name as its author?"""

import importlib.metadata

metadata = importlib.metadata.metadata("torch")
author = metadata["Author-email"]
print("author:", author)

names_a_company = any(name in author for name in ("Facebook", "Meta"))
print("author names Facebook or Meta:", names_a_company)

for link in metadata.get_all("Project-URL"):
    if link.startswith(("Homepage", "Repository", "Forum")):
        print(link)
