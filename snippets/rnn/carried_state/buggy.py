import torch
from torch import nn

torch.manual_seed(0)
series = torch.sin(torch.arange(61) / 3).reshape(-1, 1, 1)
rnn, head = nn.RNN(1, 16), nn.Linear(16, 1)
optimizer = torch.optim.Adam([*rnn.parameters(), *head.parameters()], lr=0.01)

# One long series, in chunks of 20 steps; the state goes on from chunk to chunk.
hidden = torch.zeros(1, 1, 16)
for start in (0, 20, 40):
    x, target = series[start : start + 20], series[start + 1 : start + 21]
    output, hidden = rnn(x, hidden)
    loss = nn.functional.mse_loss(head(output), target)
    recalls = not torch.allclose(output, rnn(x)[0])
    before = rnn.weight_hh_l0.tolist()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    learned = rnn.weight_hh_l0.tolist() != before
    print(f"from {start}: loss {loss:.3f}, RNN learned: {learned}, earlier steps count: {recalls}")
