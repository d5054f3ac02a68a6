namespace TradingBot.Core.Tests.Risk;

/// <summary>What the trader reads of each denial in <see cref="EntryDenialTests"/>: amounts with their coin.</summary>
internal static class EntryDenialSentences
{
    private const string NoBars = "The exchange has too few bars of BTCUSDT, or none that moved, for the average true range of 14 bars of "
        + "hour1 that ";

    public static readonly Dictionary<string, string> Of = new(StringComparer.Ordinal)
    {
        ["halted"] = "Trading is halted; nothing opens until it is resumed.",
        ["paused"] = "The strategy is paused.",
        ["exit only"] = "The strategy only takes exits.",
        ["stale"] = "The alert is 60.001 s old; the strategy takes entries up to 60 s.",
        ["stale by its own word"] = "The alert is 30.001 s old; it says itself that it is for an entry within 30 s.",
        ["stale by receipt"] = "The alert is 60.5 s old; the strategy takes entries up to 60 s.",
        ["from the future"] = "The alert says it fired 30.001 s in the future; check the clocks.",
        ["drifted up"] = "The market is at 60600.1, 1.0002 % from the alert's 60000; the strategy allows 1 %.",
        ["drifted down"] = "The market is at 59399.9, 1.0002 % from the alert's 60000; the strategy allows 1 %.",
        ["cooling down"] = "The last entry was 59 s ago; the strategy waits 60 s.",
        ["cooling down, by another clock"] = "The last entry was 0 s ago; the strategy waits 60 s.",
        ["busy"] = "The symbol already has an unfinished trade of strategy other; one position a symbol is allowed.",
        ["too many trades"] = "1 trade is open; the limit is 1.",
        ["more trades than the limit"] = "2 trades are open; the limit is 1.",
        ["no trades at all"] = "0 trades are open; the limit is 0.",
        ["gross"] = "Open notional would come to 5740 USD, 4740 USD of it this entry's; the limit is 5679 USD.",
        ["to equity"] = "Open notional would come to 5740 USD, 4740 USD of it this entry's; the limit is 5000 USD.",
        ["heat"] = "Open risk would come to 119.96 USD, 99.96 USD of it this entry's; the limit is 110 USD.",
        ["leverage over limit"] = "The entry asks for leverage 10; the limit is 9.99.",
        ["leverage unknown"] = "Leverage is limited to 5, but the strategy sets none; set it in the strategy.",
        ["leverage over exchange"] = "The entry asks for leverage 100.01; BTCUSDT allows at most 100.",
        ["too often"] = "3 entries were approved in the last minute; the limit is 3.",
        ["more often than the limit"] = "5 entries were approved in the last minute; the limit is 3.",
        ["not tradable"] = "BTCUSDT cannot be traded now.",
        ["no price"] = "BTCUSDT has no price yet: the exchange says 0.",
        ["below minimum quantity"] = "The size comes to 0.0009 (worth 54 USDT); BTCUSDT trades from 0.001, worth at least 5 USDT.",
        ["below minimum value"] = "The size comes to 0.001 (worth 60 USDT); BTCUSDT trades from 0.001, worth at least 60.01 USDT.",
        ["too poor"] = "The entry needs 479.47 USDT; 400 USDT is free.",
        ["unknown leverage counts as none"] = "The entry needs 4747.82 USDT; 4000 USDT is free.",
        ["no equity"] = "There is no equity to take a percentage of: it is 0 USD.",
        ["inverse too poor"] = "The entry needs 505.78 USD; 400 USD is free.",
        ["USDC below minimum"] = "The size comes to 0.001 (worth 60 USDC); BTCUSDT trades from 0.001, worth at least 60.01 USDC.",
        ["spot too poor"] = "The entry needs 100.01 USDT; 100 USDT is free.",
        ["a hand's position"] =
            "The account holds a short position of 3 BTCUSDT from 60500 with leverage 2 that no trade of the bot opened; "
            + "nothing was changed.",
        ["a hand's position on the same side"] =
            "The account holds a long position of 3 BTCUSDT from 60500 with leverage 2 that no trade of the bot opened; "
            + "nothing was changed.",
        ["a hand's order"] = "The account has 1 order to buy 1 BTCUSDT at 59000 that is not the bot's; nothing was changed.",
        ["busy before a hand's position"] = "The symbol already has an unfinished trade of strategy other; one position a symbol is allowed.",
        ["above the market maximum"] = "The size comes to 100.001; BTCUSDT takes at most 100 in one market order.",
        ["above the limit maximum"] = "The size comes to 500.001; BTCUSDT takes at most 500 in one limit order.",
        ["no stop"] = "No position stands without a stop: give the strategy a stopLoss, or send one with the alert.",
        ["no stop, fixed size"] = "No position stands without a stop: give the strategy a stopLoss, or send one with the alert.",
        ["target in risks without stop"] = "No position stands without a stop: give the strategy a stopLoss, or send one with the alert.",
        ["no contracts"] = "The strategy follows the alert's contracts, but the alert names none.",
        ["stop above a long"] = "A long position needs its stop below 60000; 60001 is not.",
        ["stop at the entry"] = "A long position needs its stop below 60000; 60000 is not.",
        ["stop rounds to the entry"] = "A long position needs its stop below 60000; 60000 is not.",
        ["stop below a short"] = "A short position needs its stop above 60000; 59000 is not.",
        ["market below the stop of a limit entry"] = "A long position needs its stop below 58000; 58800 is not.",
        ["stop wider"] = "The alert's stop 58799.9 is further away than the strategy's 58800.",
        ["stop of a short wider"] = "The alert's stop 61200.1 is further away than the strategy's 61199.898.",
        ["target below a long"] = "A long position needs its target above 60000; 59999 is not.",
        ["target above a short"] = "A short position needs its target below 59999.9; 60001 is not.",
        ["target of a short below zero"] = "A short position needs its target below 59999.9; 0 is not.",
        ["no bars for the size"] = NoBars + "the size is reckoned from: size by riskPercent.",
        ["bars without movement"] = NoBars + "the size is reckoned from: size by riskPercent.",
        ["no bars for the stop"] = NoBars + "the strategy's stop is placed by: use percent.",
        ["no bars for the strategy's stop"] = NoBars + "the strategy's stop is placed by: use percent.",
        ["no bars for a target"] = NoBars + "a target is placed by: use percent, price or r.",
        ["no equity for a range"] = "There is no equity to take a percentage of: it is 0 USD.",
        ["stop beyond the strategy's ranges"] = "The alert's stop 58799.9 is further away than the strategy's 58800.",
        ["ranges beyond the strategy's percent"] = "The alert's stop 58794 is further away than the strategy's 58800.",
        ["ranges down to below zero"] = "A long position needs its stop below 60000; 0 is not.",
        ["spot short"] = "The strategy is not allowed to be short.",
        ["short of a long strategy"] = "The strategy is not allowed to be short.",
    };
}
