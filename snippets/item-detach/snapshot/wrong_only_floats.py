"""Parameters that are not floating point are parameters, too. Keep them all."""
# needs: is_floating_point | dtype | Float


def snapshot(model):
    """Return a dict: parameter name -> tensor with the value it has now.

    The keys are those of model.named_parameters(), the tensors have the parameters'
    shapes and dtypes. Training the model afterwards must not change the tensors in the
    dict, and none of them may require grad.
    """
    # detach() leaves the graph, clone() leaves the memory. Both are needed.
    return {
        name: p.detach().clone() for name, p in model.named_parameters() if p.is_floating_point()
    }
