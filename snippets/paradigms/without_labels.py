"""Unsupervised: find groups. Self-supervised: make the targets out of the data."""

from sklearn.cluster import KMeans
from sklearn.datasets import load_digits

images, digits = load_digits(return_X_y=True)
clusters = KMeans(n_clusters=10, n_init=3, random_state=0).fit_predict(images)

in_main_digit = 0
for cluster in range(10):
    members = digits[clusters == cluster].tolist()
    in_main_digit += max(members.count(digit) for digit in range(10))
share = in_main_digit / len(digits)
print(
    "unsupervised, images that share their cluster's main digit, over 60%:", share > 0.6
)

sentence = "the cat sat on the mat".split()
print("self-supervised, from one sentence:")
for position in (1, 3):
    visible = sentence.copy()
    visible[position] = "___"
    print(" ", " ".join(visible), "-> target:", sentence[position])
