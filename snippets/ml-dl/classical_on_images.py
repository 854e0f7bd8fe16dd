"""Classical models on 8x8 images of digits, straight from the pixels."""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC

images, labels = load_digits(return_X_y=True)
x, x_test, y, y_test = train_test_split(images / 16, labels, random_state=0)
shifted = np.roll(x_test.reshape(-1, 8, 8), 1, axis=2).reshape(-1, 64)

models = {"SVM": SVC(C=10, gamma=0.05), "3 neighbors": KNeighborsClassifier(3)}
for name, model in models.items():
    model.fit(x, y)
    centered, moved = model.score(x_test, y_test), model.score(shifted, y_test)
    print(f"{name:11} accuracy {centered:.2f}, images moved by one pixel {moved:.2f}")
    assert centered > 0.97
    assert moved < centered - 0.2
