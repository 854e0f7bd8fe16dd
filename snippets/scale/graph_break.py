import torch


def smooth(x):
    x = torch.relu(x) + 1
    return x * 2


def branching(x):
    x = torch.relu(x) + 1
    if x.sum() > 0:
        return x * 2
    return x * 3


def counting_backend(graph, example_inputs):
    graphs.append(graph)
    return graph.forward


x = torch.ones(3)
for function in (smooth, branching):
    graphs = []
    compiled = torch.compile(function, backend=counting_backend)
    same = torch.equal(compiled(x), function(x))
    print(f"{function.__name__}: {len(graphs)} graph(s), same result: {same}")
