using System.Globalization;
using System.Text.RegularExpressions;
using Mas.Results.Figures;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Figures;

/// <summary>Pictures of what was exchanged and of what came of it.</summary>
public sealed class ShownFigureTests
{
    private static readonly ShownRecord s_shown = SampleRun.Pair().Run.Shown!;

    [Fact]
    public void An_exchange_says_what_was_read_written_expected_and_what_came()
    {
        Figure wrong = ExchangePicture.Draw(s_shown.Examples[1] with { TargetSite = "layer.1" });
        Assert.Contains("Read from gru-b at state after D1 gru-b D0, position 5 (phase demo, count 3).", wrong.Description);
        Assert.Contains("Written into gru-a at layer.1 after B D0, position 1 (phase demo, count 1).", wrong.Description);
        Assert.Contains("Expected: T R R R E. What came: (not scored) R E R E.".Replace("Expected:", "Expected now:"), wrong.Description);
        Assert.Contains("E ✗", wrong.Body);
        Assert.DoesNotContain("✗", ExchangePicture.Draw(s_shown.Examples[0]).Body);
    }

    [Fact]
    public void A_long_sequence_ends_where_there_is_no_room_and_shows_that_it_does()
    {
        string[] words = [.. Enumerable.Range(0, 40).Select(i => $"word{i}")];
        InterventionExample example = s_shown.Examples[0] with
        {
            Written = new ReadPassage(0, words, []),
            Natural = words,
            Steps = [.. words.Select(word => new ExampleStep(word, word))],
        };
        string body = ExchangePicture.Draw(example).Body;
        Assert.Equal(5, body.Split(">…<").Length - 1); // the source is cut at its front already
        ExampleStep[] late = [.. words.Select((word, i) => new ExampleStep(word, i == 20 ? "other" : word))];
        Assert.Contains("other ✗", ExchangePicture.Draw(example with { Steps = late }).Body);
    }

    [Fact]
    public void A_bar_has_its_bounds_and_thresholds_and_a_cell_its_counts_under_the_pointer()
    {
        Figure bounds = BoundsPlot.Draw(SampleRun.Pair().Run.Directions, 0.9, 0.5)!;
        Assert.Contains("reaches 90", bounds.Body);
        Assert.Contains("stays below 50", bounds.Body);
        Assert.Contains("<title>from gru-a into gru-b: at least 97", bounds.Body);
        Assert.Contains("<title>3 into 1: 0 of 3 right</title>", PairMap.Draw(s_shown.Pairs[0], 1).Body);
        Assert.Contains("<title>position 1–2: 10 of 11 right</title>", PositionPlot.Draw(s_shown.Positions[0], 1).Body);
    }

    [Fact]
    public void The_lowest_bounds_come_first_and_many_directions_are_counted()
    {
        DirectionResult[] all = [.. SampleRun.Six().Run.Directions];
        Figure bounds = BoundsPlot.Draw(all, 0.9, 0.5)!;
        DirectionResult lowest = all.MinBy(direction => direction.Chosen!.Low)!;
        int first = bounds.Body.IndexOf("<title>", StringComparison.Ordinal);
        Assert.StartsWith($"<title>{MethodName.Place(lowest.Source, lowest.Target)}: at least", bounds.Body[first..]);
        Assert.Contains("and 28 more, each at least as high", bounds.Body);
        Assert.Null(BoundsPlot.Draw([.. all.Select(direction => direction with { Chosen = null })], 0.9, 0.5));
    }

    // Corners of a square, whose diagonals are longer: two axes hold all of it.
    [Fact]
    public void Networks_that_lie_in_a_plane_keep_their_distances_on_the_map()
    {
        (double X, double Y)[] places = [(0, 0), (0.4, 0), (0, 0.3), (0.4, 0.3)];
        string[] names = ["a", "b", "c", "d"];
        DirectionResult[] directions = [.. from i in Enumerable.Range(0, 4)
            from j in Enumerable.Range(0, 4)
            where i != j
            select SampleRun.Direction(names[i], names[j], 0.5, 1) with
            {
                Corrected = 1 - Math.Sqrt(Math.Pow(places[i].X - places[j].X, 2) + Math.Pow(places[i].Y - places[j].Y, 2)),
            }];
        Figure map = NetworkMap.Draw(directions, names)!;
        Assert.Contains("the two axes hold 100 % of it", map.Description);
        double[] found = [.. Regex.Matches(map.Description, @"at (-?\d\.\d\d), (-?\d\.\d\d)")
            .SelectMany(match => new[] { Number(match.Groups[1]), Number(match.Groups[2]) })];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < i; j++)
                Assert.Equal(Math.Sqrt(Math.Pow(places[i].X - places[j].X, 2) + Math.Pow(places[i].Y - places[j].Y, 2)),
                    Math.Sqrt(Math.Pow(found[2 * i] - found[2 * j], 2) + Math.Pow(found[(2 * i) + 1] - found[(2 * j) + 1], 2)), 0.01);
        static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);
        Assert.Null(NetworkMap.Draw(directions, names[..3]));
        Assert.Null(NetworkMap.Draw(directions[1..], names));
    }

    [Theory]
    [InlineData("pairs"), InlineData("positions"), InlineData("subspaces"), InlineData("examples")]
    public void Lists_whose_lengths_do_not_fit_together_are_named(string part)
    {
        ShownRecord damaged = part switch
        {
            "pairs" => s_shown with { Pairs = [s_shown.Pairs[0] with { All = [1] }] },
            "positions" => s_shown with { Positions = [s_shown.Positions[0] with { Right = [12, 14] }] },
            "subspaces" => s_shown with
            {
                Subspaces = [s_shown.Subspaces[0] with
                {
                    Networks = [s_shown.Subspaces[0].Networks[0] with { Values = [0, 0, 0, 3] }],
                }],
            },
            _ => s_shown with { Examples = [s_shown.Examples[0] with { Read = [new ReadPassage(0, [], [])] }] },
        };
        Assert.Equal(part, damaged.Flaw());
        Assert.Null(s_shown.Flaw());
    }
}
