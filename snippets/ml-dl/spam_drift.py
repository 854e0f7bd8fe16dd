import numpy as np

SPAM = ["win", "money", "prize", "offer", "free", "cash", "bonus", "lottery"]
DISGUISED = ["w1n", "m0ney", "pr1ze", "0ffer", "fr33", "c4sh", "b0nus", "l0ttery"]
HAM = ["meeting", "report", "lunch", "project", "thanks", "team", "call", "review"]
rng = np.random.default_rng(0)
is_spam = np.arange(600) < 300


def mails(spam):
    """300 spam mails, 300 others; two of the eight words are from the other kind."""
    kinds = [(spam, HAM)] * 300 + [(HAM, spam)] * 300
    return [[*rng.choice(own, 6), *rng.choice(other, 2)] for own, other in kinds]


def fit(texts):
    """For each word, the share of spam among the mails that contain it."""
    words = {word for text in texts for word in text}
    return {word: is_spam[[word in text for text in texts]].mean() for word in words}


def works(model, texts):
    scores = [sum(model.get(word, 0.5) - 0.5 for word in text) for text in texts]
    return bool(((np.array(scores) > 0) == is_spam).mean() > 0.9)


old_model = fit(mails(SPAM))
print("old model, old mail:", works(old_model, mails(SPAM)))

new_mail = mails(DISGUISED)
print("mails with 'win':", sum("win" in mail for mail in new_mail))
print("old model, new mail:", works(old_model, new_mail))
print("model fitted again:", works(fit(mails(DISGUISED)), new_mail))
