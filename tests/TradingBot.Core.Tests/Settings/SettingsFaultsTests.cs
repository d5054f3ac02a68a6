using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TradingBot.Core.Settings;

namespace TradingBot.Core.Tests.Settings;

public sealed class SettingsFaultsTests
{
    private static readonly SettingsSection[] Sections =
    [
        new("", typeof(LooseOptions)), new("Kitchen", typeof(KitchenOptions)), new("Door", typeof(DoorOptions)),
    ];

    [Fact]
    public void Settings_that_can_be_used_and_blank_ones_have_no_fault() =>
        Assert.Empty(Find(("Kitchen:Plates", "4"), ("kitchen:heat", "HIGH"), ("Kitchen:Oven:Degrees", " "), ("Kitchen:Pause", "00:00:05")));

    [Theory]
    [InlineData("Kitchen:Plates", "none", "Kitchen:Plates is 'none'; use a whole number from 1 to 6.")]
    [InlineData("Kitchen:Plates", "7", "Kitchen:Plates is '7'; use a whole number from 1 to 6.")]
    [InlineData("Kitchen:Plates", "1.5", "Kitchen:Plates is '1.5'; use a whole number from 1 to 6.")]
    [InlineData("Kitchen:Heat", "2", "Kitchen:Heat is '2'; use low or high, for example low.")]
    [InlineData("Kitchen:Open", "ja", "Kitchen:Open is 'ja'; use true or false.")]
    [InlineData("Kitchen:Pause", "soon", "Kitchen:Pause is 'soon'; use a time like 00:00:05.")]
    [InlineData("Kitchen:Oven:Degrees", "500", "Kitchen:Oven:Degrees is '500'; use a number from 0 to 300.")]
    [InlineData("DOOR_CODE", "abc", "DOOR_CODE cannot be used (its value is not shown); use 4 characters or more.")]
    public void Setting_that_cannot_be_used_is_named_with_what_it_may_be(string name, string value, string sentence) =>
        Assert.Equal([sentence], Find((name, value)));

    [Theory]
    [InlineData("Door", "Daur", 0)]
    [InlineData("Stove", "Stauv", 0)]
    [InlineData("Stove", "Stauve", 1)]
    [InlineData("Stove", "Sdovv", 1)]
    public void Section_of_five_letters_may_have_two_of_them_wrong_and_a_shorter_one_one(string section, string written, int faults) =>
        Assert.Equal(
            faults,
            SettingsFaults.Find([new(section, typeof(DoorOptions))], [KeyValuePair.Create($"{written}:Locked", (string?)"1")]).Count);

    [Theory]
    [InlineData("Kitchen:Plate", "Kitchen:Plates")]
    [InlineData("Kitchen:Oven:Degree", "Kitchen:Oven:Degrees")]
    [InlineData("Kitchenn:Plates", "Kitchen:Plates")]
    [InlineData("Kicthen:Heat", "Kitchen:Heat")]
    [InlineData("kitchn:oven:degrees", "Kitchen:Oven:Degrees")]
    [InlineData("Doors:Locked", "Door:Locked")]
    public void Misspelt_name_or_section_is_named_with_the_nearest(string name, string nearest) =>
        Assert.Equal([$"{name} is no setting of the bot; the nearest is {nearest}. Correct the name or remove it."], Find((name, "1")));

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Doorman:Locked")]
    [InlineData("Floor:Locked")]
    [InlineData("PATH")]
    [InlineData("Kitchenn")]
    [InlineData(":Plates")]
    public void Name_of_somebody_elses_section_is_left_alone(string name) => Assert.Empty(Find((name, "1")));

    [Fact]
    public void All_faults_are_found_at_once_in_the_order_of_their_names() =>
        Assert.Equal(
            ["Door:Lockd", "Kitchen:Heat", "Kitchen:Plates"],
            SettingsFaults.Find(
                Sections, [new("Kitchen:Plates", "x"), new("Door:Lockd", "x"), new("Kitchen:Heat", "x"), new("Kitchen", null)])
                .Select(static fault => fault.Name));

    private static IEnumerable<string> Find(params (string Name, string? Value)[] values) =>
        SettingsFaults.Find(Sections, values.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value)))
            .Select(static fault => fault.Sentence);

    private enum Heat
    {
        Low,
        High,
    }

    private sealed class LooseOptions
    {
        [PasswordPropertyText(true)]
        [MinLength(4)]
        [Display(Name = "DOOR_CODE", Description = "what opens the door")]
        public string? Code { get; init; }
    }

    private sealed class KitchenOptions
    {
        [Range(1, 6)]
        [Display(Description = "plates")]
        public int Plates { get; init; } = 4;

        [Display(Description = "heat", Prompt = "low")]
        public Heat Heat { get; init; }

        [Display(Description = "open")]
        public bool Open { get; init; }

        [Display(Description = "pause")]
        public TimeSpan Pause { get; init; }

        [Display(Name = "Oven")]
        public OvenOptions Oven { get; init; } = new();
    }

    private sealed class OvenOptions
    {
        [Range(0d, 300d)]
        [Display(Description = "degrees")]
        public double Degrees { get; init; }
    }

    private sealed class DoorOptions
    {
        [Display(Description = "locked")]
        public bool Locked { get; init; }
    }
}
