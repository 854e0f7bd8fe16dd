"""A hand-written spam rule against a filter that learns from 1000 labeled mails."""

import numpy as np

SPAM = ["lottery", "win", "money", "prize", "urgent", "offer", "free", "cash"]
HAM = ["meeting", "report", "lunch", "invoice", "project", "thanks", "call", "team"]
rng = np.random.default_rng(0)


def mails(count):
    """Mails of eight words; about one word in four is from the other kind."""
    is_spam = rng.random(count) < 0.5
    odds = np.where(is_spam[:, None], [3] * 8 + [1] * 8, [1] * 8 + [3] * 8) / 32
    return [list(rng.choice(SPAM + HAM, 8, p=p)) for p in odds], is_spam


def count_words(texts):
    return np.array([[text.count(word) for word in SPAM + HAM] for text in texts])


def rule(text):
    return "lottery" in text or ("win" in text and "money" in text)


texts, is_spam = mails(1000)
weights = np.linalg.lstsq(count_words(texts), is_spam * 2.0 - 1, rcond=None)[0]

texts, is_spam = mails(1000)  # new mail
learned = count_words(texts) @ weights > 0
by_rule = np.array([rule(text) for text in texts])
for name, guess in {"rule": by_rule, "learned": learned}.items():
    found, right = guess[is_spam].mean(), (guess == is_spam).mean()
    print(f"{name:8} spam found {found:.2f}, accuracy {right:.2f}")
assert (learned == is_spam).mean() > (by_rule == is_spam).mean() + 0.1
