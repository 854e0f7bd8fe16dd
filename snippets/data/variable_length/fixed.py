import torch
from torch.utils.data import DataLoader

reviews = [([3, 7, 9], 1), ([4], 0), ([8, 2], 1), ([5, 5, 5], 0)]


def collate(samples):
    tokens = [torch.tensor(ids) for ids, label in samples]
    labels = torch.tensor([label for ids, label in samples])
    lengths = torch.tensor([len(ids) for ids in tokens])
    return torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True), lengths, labels


loader = DataLoader(reviews, batch_size=2, collate_fn=collate)
print("batches:", len(loader))
for tokens, lengths, labels in loader:
    print("tokens:", tokens.tolist(), "lengths:", lengths.tolist())
    print("labels:", labels.tolist())
