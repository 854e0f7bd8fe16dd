"""Four ways to be told how well you did: the loss of each, on the smallest example."""

import torch
from torch import nn

torch.manual_seed(0)
x = torch.tensor([[1.0, 2.0, 3.0]])

human_label = torch.tensor([1])
logits = nn.Linear(3, 2)(x)
loss = nn.functional.cross_entropy(logits, human_label)
print("label:       target", human_label.tolist(), "| written by a person")

rebuilt = nn.Linear(3, 3)(x)
loss = nn.functional.mse_loss(rebuilt, x)
print("own input:   target", x.tolist()[0], "| the input itself")

visible, hidden = x[:, :2], x[:, 2:]
loss = nn.functional.mse_loss(nn.Linear(2, 1)(visible), hidden)
print("hidden part: target", hidden.tolist()[0], "| cut out of the input")

policy = torch.distributions.Categorical(logits=nn.Linear(3, 2)(x))
action = policy.sample()
reward = 1.0 if action.item() == 1 else 0.0  # comes from the world, after acting
loss = -(policy.log_prob(action) * reward).mean()
print("reward:      no target | a number for the action taken, no right answer given")
