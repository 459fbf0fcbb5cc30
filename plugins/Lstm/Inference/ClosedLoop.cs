namespace Lstm.Inference;

/// <summary>
/// A forecast in progress. A state is in w windows, and each of them takes its step when the state arrives: the weights
/// are read once for all windows, w times less often than window by window, and every number is bit-identical.
/// </summary>
internal ref struct ClosedLoop
{
    private readonly LstmNetwork network;
    private readonly int lag;
    private readonly int stride;

    // For each layer and each active window, oldest first: hidden and cell state [layers, w, stride].
    private readonly Span<float> hidden;
    private readonly Span<float> cells;
    private readonly Span<float> gates;
    private int windowsToBegin;
    private int windows;
    private int statesSeen;

    /// <summary>Begins a forecast.</summary>
    /// <param name="network">The network.</param>
    /// <param name="steps">Number of states to predict: no window begins that would predict another one.</param>
    /// <param name="scratch"><see cref="LstmNetwork.ScratchLength"/> floats.</param>
    public ClosedLoop(LstmNetwork network, int steps, Span<float> scratch)
    {
        (this.network, windowsToBegin) = (network, steps);
        (lag, stride) = (network.Lag, network.UnitStride);
        int states = network.LayerCount * lag * stride;
        hidden = scratch[..states];
        cells = scratch.Slice(states, states);
        gates = scratch[(2 * states)..];
        hidden.Clear();
        cells.Clear();
    }

    /// <summary>Adds a state; the last w states give a prediction.</summary>
    /// <param name="state">The state [r], scaled.</param>
    /// <param name="next">Receives the prediction that follows it [r], once w states are known.</param>
    /// <returns>Whether there is a prediction.</returns>
    public bool Take(ReadOnlySpan<float> state, Span<float> next)
    {
        // The oldest window gave the last prediction.
        if (statesSeen >= lag) DropOldest();
        int carried = windows;
        if (windowsToBegin > 0) BeginWindow();
        statesSeen++;
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            var h = StatesOf(hidden, layer);
            network.Sums(layer, windows, carried, state, layer == 0 ? default : StatesOf(hidden, layer - 1), h, gates);
            for (int window = 0; window < windows; window++)
            {
                Gates.Apply(
                    network.Units, gates[(window * network.GateStride)..],
                    StatesOf(cells, layer).Slice(window * stride, stride), h.Slice(window * stride, stride));
            }
        }
        if (statesSeen < lag) return false;
        network.ReadOut(StatesOf(hidden, network.LayerCount - 1)[..network.Units], state, next);
        return true;
    }

    private readonly Span<float> StatesOf(Span<float> states, int layer) =>
        states.Slice(layer * lag * stride, lag * stride);

    private void DropOldest()
    {
        windows--;
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            MoveUp(StatesOf(hidden, layer));
            MoveUp(StatesOf(cells, layer));
        }
    }

    private readonly void MoveUp(Span<float> states) => states.Slice(stride, windows * stride).CopyTo(states);

    /// <summary>Begins a window with h_0 = c_0 = 0.</summary>
    private void BeginWindow()
    {
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            StatesOf(hidden, layer).Slice(windows * stride, stride).Clear();
            StatesOf(cells, layer).Slice(windows * stride, stride).Clear();
        }
        windows++;
        windowsToBegin--;
    }
}
