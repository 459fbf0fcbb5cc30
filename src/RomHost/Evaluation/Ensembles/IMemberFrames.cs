namespace RomHost.Evaluation.Ensembles;

/// <summary>The members of an ensemble forecast of one run, frame after frame.</summary>
internal interface IMemberFrames
{
    /// <summary>The number of members.</summary>
    int Members { get; }

    /// <summary>The first step that is scored, from 0; the others follow in the stride.</summary>
    int FirstStep => 0;

    /// <summary>Whether members have latent states, which are scored then.</summary>
    bool HasStates => true;

    /// <summary>Moves on to a step, which is one more than the step before; from 0.</summary>
    /// <param name="step">The step of the forecast.</param>
    void Advance(int step);

    /// <summary>Reads the members at the present step.</summary>
    /// <param name="frame">
    /// Receives them; what it holds from an earlier step of the same ensemble is still there.
    /// </param>
    /// <returns>The members whose density is not finite; empty for none.</returns>
    IReadOnlyList<int> Read(MemberFrame frame);
}
