"""The alarm goes off, but mean and std are now those of both parts: the test data has a say in
how it is scaled."""

import torch

train = torch.tensor([8.0, 9.0, 10.0, 11.0, 12.0])  # temperatures of healthy engines
test = torch.tensor([13.0, 14.0, 15.0])  # a failing engine

both = torch.cat([train, test])
mean = both.mean()
std = both.std()
train_scaled = (train - mean) / std
limit = train_scaled.max()

test_scaled = (test - mean) / std
alarms = (test_scaled > limit).sum().item()

print("test, scaled:", [round(value, 1) for value in test_scaled.tolist()])
print(f"alarms: {alarms} of {len(test)}")
