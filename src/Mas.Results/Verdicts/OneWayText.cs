namespace Mas.Results.Verdicts;

/// <summary>The sentences of a verdict about a recording and a network, where all that can be tested reaches.</summary>
internal static class OneWayText
{
    public static IReadOnlyList<string> Of(JudgedPair pair)
    {
        string recording = Listed.Of([.. pair.Recordings.Select(network => network.Name)]);
        string network = pair.Recordings.Contains(pair.First) ? pair.Second.Name : pair.First.Name;
        return
        [
            $"One way is shown: activity of {recording} can stand in for that of {network}. Nothing can be written into a recording, so "
                + "that the other way, and whether what is read there is used there, cannot be tested.",
            .. ExchangeText.Carried(pair),
            $"{recording}: {pair.Recordings[0].Recording!.Text}.",
            $"An exchange into what {recording} was recorded from would settle it.",
        ];
    }
}
