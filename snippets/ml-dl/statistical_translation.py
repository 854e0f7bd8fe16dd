"""IBM Model 1: word translations learned by counting, from three sentence pairs."""

from collections import defaultdict

pairs = [
    ("das haus", "the house"),
    ("das buch", "the book"),
    ("ein buch", "a book"),
]
pairs = [(german.split(), english.split()) for german, english in pairs]
probability = defaultdict(lambda: 0.25)  # knows nothing: all translations equal

for _ in range(20):
    counts, totals = defaultdict(float), defaultdict(float)
    for german, english in pairs:
        for e in english:
            norm = sum(probability[e, g] for g in german)
            for g in german:
                share = probability[e, g] / norm  # how far g explains e
                counts[e, g] += share
                totals[g] += share
    for e, g in counts:
        probability[e, g] = counts[e, g] / totals[g]

words = {e for _, english in pairs for e in english}
for g in ("das", "haus", "buch", "ein"):
    best = max(words, key=lambda e: probability[e, g])
    print(f"{g} -> {best}")
