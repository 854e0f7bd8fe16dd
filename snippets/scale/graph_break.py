import torch


def block(x, train):
    x = torch.relu(x) + 1
    if train:
        x = x * 2
    return x


def counting_backend(graph, example_inputs):
    graphs.append(graph)
    return graph.forward


graphs = []
compiled = torch.compile(block, backend=counting_backend)
for make, size, train in (
    ("ones", 5, False),
    ("zeros", 5, False),
    ("ones", 6, False),
    ("ones", 20, False),
    ("ones", 20, True),
):
    compiled(getattr(torch, make)(size), train)
    print(f"{make}, {size}, {train}: {len(graphs)}")
