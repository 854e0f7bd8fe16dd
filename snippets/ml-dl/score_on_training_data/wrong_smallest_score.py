"""The model with the smaller training score is taken. That it is the linear one says nothing about
unseen rows, and its score is still one of training rows."""

from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

X, y = load_diabetes(return_X_y=True)  # a table: 442 patients, 10 columns
X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=0.25, random_state=4
)
candidates = {
    "boosted trees": GradientBoostingRegressor(n_estimators=200, random_state=0),
    "linear model": LinearRegression(),
}

scores = {}
for name, model in candidates.items():
    model.fit(X_train, y_train)
    scores[name] = model.score(X_train, y_train)

best = min(scores, key=scores.get)
print("use:", best)
print("explains more than half of the variance:", scores[best] > 0.5)
