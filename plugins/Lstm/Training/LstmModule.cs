using Rom.Numerics.StateDict;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Lstm.Training;

/// <summary>The network in libtorch. Its modules have the names of the state dict.</summary>
internal sealed class LstmModule : Module<Tensor, Tensor>
{
    private readonly bool residual;
    private readonly LSTM lstm;
    private readonly LayerNorm? norm;
    private readonly Linear readout;

    /// <summary>Creates a network with libtorch's own initial weights.</summary>
    /// <param name="architecture">Its shape.</param>
    /// <param name="dropout">Share of units dropped between layers.</param>
    public LstmModule(Architecture architecture, double dropout) : base("lstm_rom")
    {
        residual = architecture.Residual;
        // Dropout is between layers: with one layer there is none.
        lstm = LSTM(
            architecture.LatentDimension, architecture.HiddenUnits, architecture.Layers, batchFirst: true,
            dropout: architecture.Layers > 1 ? dropout : 0);
        readout = Linear(architecture.HiddenUnits, architecture.LatentDimension);
        register_module("lstm", lstm);
        if (architecture.LayerNorm)
        {
            norm = LayerNorm(architecture.HiddenUnits);
            register_module("layer_norm", norm);
        }
        register_module("out", readout);
    }

    /// <summary>Predicts the state after each window.</summary>
    /// <param name="input">Windows [n, w, r].</param>
    /// <returns>States [n, r].</returns>
    public override Tensor forward(Tensor input)
    {
        var (output, _, _) = lstm.forward(input);
        var last = output.select(1, -1);
        if (norm is not null) last = norm.forward(last);
        var state = readout.forward(last);
        return residual ? state + input.select(1, -1) : state;
    }

    /// <summary>Returns a copy of all weights, in the order of <see cref="Architecture.Tensors"/>.</summary>
    public List<NamedTensor> Weights()
    {
        using var scope = NewDisposeScope();
        return [.. state_dict().Select(entry => new NamedTensor(
            entry.Key, [.. entry.Value.shape.Select(n => (int)n)],
            entry.Value.detach().contiguous().data<float>().ToArray()))];
    }
}
