"""Change one property of a table at a time: boosted trees against an MLP."""

import warnings

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore")  # the short training of the MLP warns
rng = np.random.default_rng(0)
steps = rng.choice([-1.0, 1.0], size=(3, 16))  # one random step per bin and column


def compare(table, jagged=False, useless=0, units=1.0):
    x = rng.random((1600, 3 + useless))
    bins = (x[:, :3] * 16).astype(int)
    y = sum(steps[c][bins[:, c]] for c in range(3)) if jagged else x[:, :3].sum(1) - 1.5
    x, y = x * units, y > 0
    trees = GradientBoostingClassifier(n_estimators=30, random_state=0)
    net = MLPClassifier(hidden_layer_sizes=(64,), max_iter=100, random_state=0)
    scores = [m.fit(x[:800], y[:800]).score(x[800:], y[800:]) for m in (trees, net)]
    winner = "trees" if scores[0] > scores[1] else "net"
    print(f"{table:24} trees {scores[0]:.2f}, net {scores[1]:.2f} -> {winner}")


compare("smooth target")
compare("jagged target", jagged=True)
compare("40 useless columns", useless=40)
compare("columns of unequal scale", units=np.array([1000.0, 1.0, 0.001]))
