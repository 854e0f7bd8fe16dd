"""Most of all rows are still training rows, so the id counts for nearly as much as smoking."""

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import permutation_importance

rng = np.random.default_rng(0)
columns = ["smoker", "customer id"]
smoker = rng.integers(0, 2, 1000)
customer_id = rng.permutation(1000)
X = np.column_stack([smoker, customer_id])
y = np.where(rng.random(1000) < 0.75, smoker, 1 - smoker)  # only smoking matters
X_train, X_test, y_train, y_test = X[:700], X[700:], y[:700], y[700:]

forest = RandomForestClassifier(n_estimators=30, random_state=0).fit(X_train, y_train)
nodes = sum(tree.tree_.node_count for tree in forest.estimators_)
print("tree nodes to read, more than 5000:", nodes > 5000)

shuffled = permutation_importance(forest, X, y, n_repeats=3, random_state=0)
importance = shuffled.importances_mean
print("most important column:", columns[importance.argmax()])
matter = [c for c, i in zip(columns, importance, strict=True) if i > 0.05]
print("columns above 0.05:", matter)
