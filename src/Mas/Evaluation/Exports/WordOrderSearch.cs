namespace Mas.Evaluation.Exports;

/// <summary>Looks for the order of a vocabulary that makes a network's loss small: from several orders on, the best exchange of two words,
/// then the best one after it, as long as the loss falls.</summary>
/// <param name="loss">Of the network with its words in an order.</param>
internal sealed class WordOrderSearch(WordMistakes words, Func<ExportTry, double> loss)
{
    private const int Starts = 12, MostLosses = 4000;
    private const double Fall = 0.995; // a smaller one is no progress

    private int _asked;

    /// <summary>The best order from each start, until it has asked too often.</summary>
    public IEnumerable<ExportTry> Run()
    {
        var random = new SeededRandom(SeededRandom.Derive(1, "export/words"));
        string[] start = [.. words.Words];
        for (int k = 0; k < Starts && _asked < MostLosses; k++)
        {
            yield return Descend(start);
            start = [.. words.Words];
            for (int last = start.Length - 1; last > 0; last--)
            {
                int other = random.Next(last + 1);
                (start[last], start[other]) = (start[other], start[last]);
            }
        }
    }

    private ExportTry Descend(string[] start)
    {
        (string[] order, double best) = (start, Loss(start));
        while (_asked < MostLosses)
        {
            string[]? next = null;
            double least = Fall * best;
            foreach ((int One, int Other) pair in words.Pairs(WordMistakes.MostExchanged))
            {
                string[] exchanged = WordMistakes.Exchanged(order, pair);
                if (Loss(exchanged) is var reached && reached < least)
                    (next, least) = (exchanged, reached);
            }
            if (next is null)
                break;
            (order, best) = (next, least);
        }
        return words.Reordered(order);
    }

    private double Loss(string[] order)
    {
        _asked++;
        return loss(words.Reordered(order));
    }
}
