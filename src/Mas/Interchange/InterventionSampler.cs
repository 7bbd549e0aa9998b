using System.Numerics;
using Mas.Causal;
using Mas.Tasks;

namespace Mas.Interchange;

/// <summary>Draws interventions: a target sequence and a source sequence for everything that is exchanged, eligible positions in them, all
/// independent and uniform; the continuation is the causal model's.</summary>
/// <remarks>Where the prediction at the intervened position alone is scored, positions that no task token follows are not eligible.
/// An intervention is a pure function of the stream and its number, given the pools and which of their sequences are usable. It
/// does not change when it is made: any order, any thread.</remarks>
internal sealed class InterventionSampler
{
    private const int MaximumDraws = 10_000;

    private readonly SequencePool _source, _target;
    private readonly InterventionKey _key;
    private readonly ulong _seed;
    private readonly HeldOutPairs? _heldOut;
    private readonly int[] _sourceSequences, _targetSequences;
    private readonly VariableExchange[] _exchanges;
    private readonly Dictionary<int, ReadablePositions> _readable = []; // by subspace: where the source has the values that are exchanged
    private readonly (RecordedPool Pool, CounterfactualLatents Latents)? _counterfactual;

    /// <param name="sourceUsable">[source sequences] whether the source network gets the sequence right.</param>
    /// <param name="targetUsable">[target sequences] whether the target network gets the sequence right.</param>
    /// <param name="counterfactual">The target's activity and counterfactual latents, where they are to be looked up.</param>
    /// <exception cref="InputException">Nothing is left to draw from.</exception>
    public InterventionSampler(
        InterventionKey key, SequencePool source, ReadOnlySpan<bool> sourceUsable, SequencePool target, ReadOnlySpan<bool> targetUsable,
        (RecordedPool Pool, CounterfactualLatents Latents)? counterfactual = null)
    {
        _key = key;
        _seed = key.Seed;
        _heldOut = key.Pairs == PairChoice.Any ? null : new(key.DataSeed);
        (_source, _target) = (source, target);
        _sourceSequences = Usable(source, sourceUsable, "source", source.Readable);
        _targetSequences = Usable(target, targetUsable, "target", target.Eligible);
        _counterfactual = counterfactual;
        _exchanges = [.. key.Exchanges];
        foreach (VariableExchange exchange in _exchanges)
            _readable[exchange.Subspace] = source.ReadableWith([.. exchange.Pairs.Select(pair => pair.Source)]);
    }

    /// <summary>Tokens that the target network can be fed: what would be longer is drawn again.</summary>
    public int Longest { get; init; } = int.MaxValue;

    /// <summary>Intervention <paramref name="number"/> of the stream.</summary>
    /// <exception cref="InputException">No admissible intervention was found.</exception>
    public Intervention Make(long number) => Search(number) ?? throw new InputException(
        $"no admissible intervention on {_key.Label} was found in {MaximumDraws} draws "
            + $"from {_source.Task.Name} into {_target.Task.Name}; "
            + (_key.Telling == TellingShare.Any ? "give the two tasks a common range of values"
                : _key.TellsFromSource ? "use the scheme single, give the task void tokens, or name more roles in task.eligible"
                : "exchange a variable that changes what the target predicts next"));

    /// <summary>Interventions <paramref name="first"/> … first + count − 1 of the stream.</summary>
    public Intervention[] Make(long first, int count) => [.. Enumerable.Range(0, count).Select(i => Make(first + i))];

    /// <summary>The first interventions of the stream; none where one of them is not found.</summary>
    public Intervention[] FirstOrNone(int count)
    {
        var found = new Intervention[count];
        for (int number = 0; number < count; number++)
        {
            if (Search(number) is not { } made)
                return [];
            found[number] = made;
        }
        return found;
    }

    private Intervention? Search(long number)
    {
        SeededRandom random = new(SeededRandom.Derive(_seed, "intervention", number));
        // Where nothing but the remainder is swapped, the label cannot change.
        bool? change = _target.Task.BalancesLabels && _key.Exchanges.Any(exchange => exchange.Pairs.Count > 0) ? random.Next(2) == 0 : null;
        bool? telling = _key.Telling switch
        {
            TellingShare.Half => random.Next(2) == 0,
            TellingShare.All => true,
            TellingShare.None => false,
            _ => null,
        };
        for (int draw = 0; draw < MaximumDraws; draw++)
        {
            if (Draw(ref random, change, telling) is not (Intervention made, CausalValue[] after))
                continue;
            return _counterfactual is null ? made : made with { CounterfactualLatents = FindLatents(made, after, number) };
        }
        return null;
    }

    private (Intervention Made, CausalValue[] After)? Draw(ref SeededRandom random, bool? change, bool? telling)
    {
        VariableExchange[] exchanges = Choose(ref random);
        var drawn = _key.Scheme == Scheme.Single ? DrawSingle(ref random, exchanges) : DrawStepwise(ref random, exchanges);
        if (drawn is not (Donor[] donors, int sequence, int position))
            return null;
        // Before the causal model runs: of the new pairs, nineteen draws of twenty end here.
        if (_heldOut is not null && IsNewPair(_heldOut, donors, sequence, position) != (_key.Pairs == PairChoice.New))
            return null;
        if (Written(exchanges, donors, 0) is not Overwrite[] written
            || _target.Task.Counterfactual(_target.Sequence(sequence), position, written, ref random) is not Continuation continuation)
            return null;
        if (change is bool wanted && wanted == continuation.Tokens.AsSpan().SequenceEqual(_target.Tokens(sequence)[(position + 1)..]))
            return null;
        bool isCut = _key.Score == ScoredPredictions.First;
        if ((!isCut && position + continuation.Tokens.Length > Longest) || (isCut && !continuation.Scored[0])
            || (telling is bool told && told != IsTelling(continuation, donors, sequence, position)))
            return null;
        int first = _key.Scheme == Scheme.Single ? position : 0;
        Range kept = isCut ? ..1 : ..;
        Intervention made = new(donors, sequence, first, position, continuation.Tokens[kept], continuation.Scored[kept])
        {
            Labels = continuation.Labels?[kept],
            IsCut = isCut,
        };
        return (made, continuation.ValuesAfter);
    }

    private bool IsTelling(Continuation continuation, Donor[] donors, int sequence, int position)
    {
        int wanted = (continuation.Labels ?? continuation.Tokens)[0];
        return wanted != _target.Labels(sequence)[position + 1]
            && (!_key.TellsFromSource || !Array.Exists(donors, donor => IsNextWord(donor, wanted)));
    }

    // The two tasks may have the word under different ids.
    private bool IsNextWord(Donor donor, int wanted) =>
        _source.Task.Vocabulary.Word(_source.Labels(donor.Sequence)[donor.Position + 1]) == _target.Task.Vocabulary.Word(wanted);

    private bool IsNewPair(HeldOutPairs heldOut, Donor[] donors, int sequence, int position)
    {
        foreach (Donor donor in donors)
            if (heldOut.Contains(_source.Values(donor.Sequence, donor.Position), _target.Values(sequence, position)))
                return true;
        return false;
    }

    // Any non-empty subset is as likely as any other.
    private VariableExchange[] Choose(ref SeededRandom random)
    {
        if (_exchanges.Length == 1)
            return _exchanges;
        int chosen = 1 + random.Next((1 << _exchanges.Length) - 1);
        var subset = new VariableExchange[BitOperations.PopCount((uint)chosen)];
        for (int i = 0, next = 0; next < subset.Length; i++)
            if ((chosen >> i & 1) == 1)
                subset[next++] = _exchanges[i];
        return subset;
    }

    private (Donor[] Donors, int Sequence, int Position)? DrawSingle(ref SeededRandom random, VariableExchange[] exchanges)
    {
        var donors = new Donor[exchanges.Length];
        for (int i = 0; i < donors.Length; i++)
        {
            int sequence = _sourceSequences[random.Next(_sourceSequences.Length)];
            ReadOnlySpan<int> readable = _readable[exchanges[i].Subspace].Of(sequence);
            if (readable.Length == 0)
                return null;
            donors[i] = new Donor(exchanges[i].Subspace, sequence, readable[random.Next(readable.Length)]);
        }
        int target = _targetSequences[random.Next(_targetSequences.Length)];
        ReadOnlySpan<int> eligible = _target.Eligible(target);
        return (donors, target, eligible[random.Next(eligible.Length)]);
    }

    private (Donor[] Donors, int Sequence, int Position)? DrawStepwise(ref SeededRandom random, VariableExchange[] exchanges)
    {
        var sources = new int[exchanges.Length];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = _sourceSequences[random.Next(_sourceSequences.Length)];
        int target = _targetSequences[random.Next(_targetSequences.Length)];
        int[] common = _target.Eligible(target).ToArray();
        for (int i = 0; i < sources.Length; i++)
        {
            int[] readable = _readable[exchanges[i].Subspace].Of(sources[i]).ToArray();
            common = [.. common.Where(position => Array.BinarySearch(readable, position) >= 0 && IsAsked(_source, sources[i], position))];
        }
        common = Array.FindAll(common, position => IsAsked(_target, target, position));
        if (common.Length == 0)
            return null;
        int p = common[random.Next(common.Length)];
        return ([.. exchanges.Select((exchange, i) => new Donor(exchange.Subspace, sources[i], p))], target, p);
    }

    // Whether something is to be predicted there.
    private bool IsAsked(SequencePool pool, int sequence, int position) =>
        _key.Score == ScoredPredictions.All || pool.TaskTokens(sequence)[position + 1];

    // What is written so many positions before the last one; null where a value has no image in the permutation.
    private Overwrite[]? Written(VariableExchange[] exchanges, Donor[] donors, int before)
    {
        int count = 0;
        foreach (VariableExchange exchange in exchanges)
            count += exchange.Pairs.Count;
        var values = new Overwrite[count];
        for (int i = 0, next = 0; i < donors.Length; i++)
        {
            ReadOnlySpan<CausalValue> source = _source.Values(donors[i].Sequence, donors[i].Position - before);
            var own = new CausalValue[exchanges[i].Pairs.Count];
            for (int pair = 0; pair < own.Length; pair++)
                own[pair] = source[exchanges[i].Pairs[pair].Source];
            if ((exchanges[i].Scrambled is { } scrambled ? scrambled.Of(own) : own) is not CausalValue[] image)
                return null;
            for (int pair = 0; pair < image.Length; pair++)
                values[next++] = new Overwrite(exchanges[i].Pairs[pair].Target, image[pair]);
        }
        return values;
    }

    // A generator of its own: whether latents are looked up must not change the interventions.
    private int[] FindLatents(Intervention made, CausalValue[] after, long number)
    {
        (RecordedPool pool, CounterfactualLatents latents) = _counterfactual!.Value;
        SeededRandom random = new(SeededRandom.Derive(_seed, "counterfactual latent", number));
        VariableExchange[] exchanges = [.. made.Donors.Select(donor => _exchanges.First(exchange => exchange.Subspace == donor.Subspace))];
        var found = new int[made.TargetPosition - made.FirstPosition + 1];
        for (int i = 0; i < found.Length; i++)
        {
            int position = made.FirstPosition + i, before = made.TargetPosition - position;
            CausalValue[]? values = before == 0 ? after : Written(exchanges, [.. made.Donors], before) is not Overwrite[] written ? null
                : _target.Task.Counterfactual(_target.Sequence(made.TargetSequence), position, written, ref random)?.ValuesAfter;
            found[i] = values is null ? -1
                : latents.Pick(values, () => pool.Activity.Latents([pool.Rows.Offsets[made.TargetSequence] + position]), ref random);
        }
        return found;
    }

    private static int[] Usable(SequencePool pool, ReadOnlySpan<bool> usable, string role, Func<int, ReadOnlySpan<int>> eligible)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(usable.Length, pool.Count);
        List<int> sequences = new(pool.Count);
        for (int q = 0; q < pool.Count; q++)
            if (usable[q] && eligible(q).Length > 0)
                sequences.Add(q);
        return sequences.Count > 0
            ? [.. sequences]
            : throw new InputException($"no eligible interventions: of {pool.Count} sequences of the task {pool.Task.Name} "
                + $"in the split {pool.Split} the {role} network gets none right; use a network that has learned the "
                + "task; one that has not can be a source, with 'insist: true', where no direction into it is trained or tested");
    }
}
