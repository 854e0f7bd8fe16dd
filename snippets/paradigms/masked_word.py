import torch
from torch import nn

text = ["the cat drinks milk", "the dog chews bones", "the bird eats seeds"]
sentences = [line.split() for line in text]
vocabulary = sorted({word for words in sentences for word in words})
ids = {word: i for i, word in enumerate(vocabulary)}

pairs = []
for words in sentences:
    for i in range(1, len(words) - 1):
        pairs.append((ids[words[i - 1]], ids[words[i + 1]], ids[words[i]]))
pairs = torch.tensor(pairs)
print("training pairs:", len(pairs))

torch.manual_seed(0)
model = nn.Sequential(nn.Embedding(len(ids), 16), nn.Flatten(), nn.Linear(32, len(ids)))
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for _ in range(100):
    loss = nn.functional.cross_entropy(model(pairs[:, :2]), pairs[:, 2])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

for left, right in (("cat", "milk"), ("the", "eats")):
    context = torch.tensor([[ids[left], ids[right]]])
    print(left, "___", right, "->", vocabulary[model(context).argmax().item()])
