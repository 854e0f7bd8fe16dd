"""Four classical algorithms: rebuild what each says from its own parts."""

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import SVC

x, y = load_breast_cancer(return_X_y=True)
x = (x - x.mean(0)) / x.std(0)
share = y.mean()  # of class 1

boosted = GradientBoostingClassifier(n_estimators=10).fit(x, y)
steps = sum(tree.predict(x) for tree in boosted.estimators_[:, 0])
score = np.log(share / (1 - share)) + boosted.learning_rate * steps
print("(1) boosted trees = sum, B:", np.allclose(score, boosted.decision_function(x)))

forest = RandomForestClassifier(n_estimators=10, random_state=0).fit(x, y)
mean = np.mean([tree.predict_proba(x) for tree in forest.estimators_], axis=0)
print("(2) forest = mean of the trees, D:", np.allclose(mean, forest.predict_proba(x)))

svm = SVC(kernel="linear", tol=1e-6).fit(x, y)
kept = svm.support_
again = SVC(kernel="linear", tol=1e-6).fit(x[kept], y[kept])
same = np.allclose(again.coef_, svm.coef_, atol=1e-3)
print(f"(3) SVM = its {len(kept)} support vectors of {len(x)} rows, C:", same)

bayes = GaussianNB().fit(x, y)
bell = -((x[:, None] - bayes.theta_) ** 2) / bayes.var_ / 2 - np.log(bayes.var_) / 2
score = np.log(bayes.class_prior_) + bell.sum(axis=2)  # logarithms: a product
print("(4) naive Bayes = product, A:", (score.argmax(1) == bayes.predict(x)).all())
print("letters: B, D, C, A")
