using FsCheck.Xunit;
using TradingBot.Core.Trades;

namespace TradingBot.Core.Tests.Trades;

/// <summary>Whose contracts others closed, in a position that is partly ours.</summary>
public sealed class ClosedByOthersTests
{
    /// <param name="ours">What is ours at first.</param>
    /// <param name="moves">
    /// "e10" our entry, "x3" our exit, "o5" others open, "c8" others close, "k8:3" likewise, with 3 of ours booked.
    /// </param>
    /// <param name="standing">What stands in the end.</param>
    /// <param name="parts">What of ours each "c" has closed.</param>
    [Theory]
    [InlineData(0, "e10 c10", 0, "10")]
    [InlineData(0, "e10 c10 o5", 5, "10")] // Opened anew after the stop had closed all: theirs.
    [InlineData(0, "e10 c10 o10", 10, "10")]
    [InlineData(0, "e10 o5 c15", 0, "10")]
    [InlineData(0, "e10 o5 c5", 10, "0")]
    [InlineData(0, "e10 o5 c8", 7, "3")]
    [InlineData(0, "e10 c4 o4", 10, "4")]
    [InlineData(0, "e10 c4 o4 c4", 6, "4 0")]
    [InlineData(0, "e10 o5 x10 c5", 0, "0")]
    [InlineData(0, "e10 x3 c7 o7 c7", 0, "7 0")]
    [InlineData(0, "e10 k4:4 c6", 0, "6")]
    [InlineData(0, "e10 o5 k8:3 c7", 0, "7")]
    [InlineData(10, "c10 o10", 10, "10")]
    [InlineData(10, "c5", 10, "0")] // Five of them stood before.
    [InlineData(10, "o3 c8", 10, "0")]
    public void Closings_take_what_is_theirs_first_in_the_order_in_which_they_came(int ours, string moves, int standing, string parts)
    {
        var found = ClosedByOthers.PartsOf(Moves(moves), ours, standing)!;

        Assert.Equal(parts.Split(' ').Select(decimal.Parse), found.OrderBy(static part => part.Key).Select(static part => part.Value));
    }

    [Theory]
    [InlineData(0, "e10", 4)] // What closed it is not listed yet.
    [InlineData(10, "c6", 0)]
    [InlineData(10, "o5", 5)]
    [InlineData(0, "e10 x10 c3 o3", 0)]
    public void Moves_that_do_not_lead_to_what_stands_tell_nothing(int ours, string moves, int standing) =>
        Assert.Null(ClosedByOthers.PartsOf(Moves(moves), ours, standing));

    /// <summary>What is left of ours and what is left of others are never less than nothing, and together what stands.</summary>
    [Property(MaxTest = 3000)]
    public void Parts_leave_no_side_below_nothing((byte Kind, byte Quantity)[] steps)
    {
        var (ours, others, moves) = (0m, 0m, new List<PositionMove>());
        foreach (var (kind, size) in steps)
        {
            var quantity = 1m + (size % 9);
            switch (kind % 4)
            {
                case 0:
                    ours += quantity;
                    moves.Add(new PositionMove($"{moves.Count:000}", quantity, quantity));
                    break;
                case 1:
                    others += quantity;
                    moves.Add(new PositionMove($"{moves.Count:000}", quantity, 0));
                    break;
                case 2 when ours >= quantity:
                    ours -= quantity;
                    moves.Add(new PositionMove($"{moves.Count:000}", -quantity, -quantity));
                    break;
                case 3 when ours + others >= quantity:
                    var theirs = Math.Min(others, quantity);
                    (others, ours) = (others - theirs, ours - (quantity - theirs));
                    moves.Add(new PositionMove($"{moves.Count:000}", -quantity, null));
                    break;
            }
        }

        var parts = ClosedByOthers.PartsOf(moves, 0, ours + others);

        Assert.NotNull(parts);
        Assert.Equal(ours, moves.Sum(move => move.Ours ?? -parts[move.ExecId]));
    }

    private static IReadOnlyList<PositionMove> Moves(string text) =>
    [
        .. text.Split(' ').Select(static (word, index) =>
        {
            var (numbers, id) = (word[1..].Split(':').Select(decimal.Parse).ToArray(), $"{index:000}");
            return word[0] switch
            {
                'e' => new PositionMove(id, numbers[0], numbers[0]),
                'x' => new PositionMove(id, -numbers[0], -numbers[0]),
                'o' => new PositionMove(id, numbers[0], 0),
                'k' => new PositionMove(id, -numbers[0], -numbers[1]),
                _ => new PositionMove(id, -numbers[0], null),
            };
        }),
    ];
}
