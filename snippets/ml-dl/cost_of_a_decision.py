"""Fraud: input = a payment, label = fraud or not, and each mistake has a price."""

import numpy as np

rng = np.random.default_rng(0)
fraud = rng.random(20_000) < 0.01
score = np.where(fraud, rng.beta(4, 2, 20_000), rng.beta(1.5, 8, 20_000))  # of a model

MISSED, BLOCKED, REVIEWED = 500, 20, 5  # dollars: loss, angry customer, a person's time


def policy(block_from, review_from):
    block = score >= block_from
    review = (score >= review_from) & ~block
    missed = fraud & ~block & ~review
    costs = MISSED * missed + BLOCKED * (block & ~fraud) + REVIEWED * review
    return costs.sum(), review.mean()


policies = {
    "approve everything": (2.0, 2.0),
    "block from 0.5": (0.5, 0.5),
    "ask a person from 0.4 to 0.8": (0.8, 0.4),
}
costs = []
print(f"accuracy of 'approve everything': {(~fraud).mean():.2f}")
for name, limits in policies.items():
    dollars, asked = policy(*limits)
    costs.append(dollars)
    print(f"{name:29} costs ${dollars:6}, {asked:.1%} go to a person")
assert costs == sorted(costs, reverse=True)  # each policy is cheaper than the last
