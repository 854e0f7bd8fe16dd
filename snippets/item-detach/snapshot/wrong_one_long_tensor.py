"""`torch.cat` gives all parameters one dtype. Copy each by itself."""
# needs: cat | parameters_to_vector

import torch


def snapshot(model):
    """Return a dict: parameter name -> tensor with the value it has now.

    The keys are those of model.named_parameters(), the tensors have the parameters'
    shapes and dtypes. Training the model afterwards must not change the tensors in the
    dict, and none of them may require grad.
    """
    # detach() leaves the graph, clone() leaves the memory. Both are needed.
    parameters = dict(model.named_parameters())
    if not parameters:
        return {}
    whole = torch.cat([p.detach().flatten() for p in parameters.values()])
    parts = whole.split([p.numel() for p in parameters.values()])
    return {
        name: part.view_as(p) for (name, p), part in zip(parameters.items(), parts, strict=True)
    }
