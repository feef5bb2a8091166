package io.ctcservice.train.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random phrases of the telephone: digits, numbers, times, dates, spelled words, names, and what machines ask for. */
final class PhoneTalk {

    private static final List<String> ONES = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> SPELLING = List.of(
            "alpha",
            "bravo",
            "charlie",
            "delta",
            "echo",
            "foxtrot",
            "golf",
            "hotel",
            "india",
            "juliet",
            "kilo",
            "lima",
            "mike",
            "november",
            "oscar",
            "papa",
            "quebec",
            "romeo",
            "sierra",
            "tango",
            "uniform",
            "victor",
            "whiskey",
            "x ray",
            "yankee",
            "zulu");
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> ORDINALS = List.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "twentieth",
            "twenty first",
            "thirtieth");
    private static final List<String> NAMES = List.of(
            "john", "mary", "peter", "susan", "david", "linda", "james", "anna", "robert", "helen", "thomas", "alice",
            "smith", "miller", "johnson", "brown", "wilson", "taylor", "clark", "walker", "young", "king", "wright",
            "hill", "green", "baker", "carter", "parker", "cook", "morgan");
    private static final List<String> THINGS = List.of(
            "message",
            "call",
            "number",
            "extension",
            "mailbox",
            "password",
            "account",
            "name",
            "code",
            "conference",
            "room",
            "agent",
            "line",
            "greeting",
            "option",
            "directory",
            "queue",
            "date",
            "caller",
            "folder",
            "menu",
            "address",
            "card",
            "balance",
            "order",
            "service",
            "office",
            "operator",
            "party",
            "channel",
            "recording",
            "minute",
            "hour",
            "user",
            "person",
            "key",
            "star",
            "pound");
    private static final List<String> DEEDS = List.of(
            "enter",
            "press",
            "dial",
            "record",
            "say",
            "change",
            "hear",
            "save",
            "delete",
            "forward",
            "repeat",
            "cancel",
            "leave",
            "return",
            "transfer",
            "review",
            "accept",
            "confirm",
            "hold",
            "try",
            "check",
            "send",
            "open",
            "close",
            "select",
            "mark",
            "reach",
            "join",
            "mute",
            "lock");
    private static final List<String> STATES = List.of(
            "busy",
            "unavailable",
            "new",
            "old",
            "urgent",
            "incorrect",
            "full",
            "empty",
            "locked",
            "ready",
            "temporary",
            "invalid",
            "correct",
            "on the phone",
            "not available",
            "no longer in service",
            "currently closed",
            "muted",
            "recorded",
            "saved",
            "deleted",
            "being transferred",
            "now open",
            "not recognized",
            "disconnected");
    private static final List<String> FORMS = List.of(
            "please {deed} your {thing}",
            "please {deed} the {thing} and then press {digit}",
            "to {deed} the {thing} press {digit}",
            "press {digit} to {deed} your {thing}",
            "for {thing} {number} press {digit}",
            "your {thing} is {state}",
            "the {thing} is {state}",
            "you have {number} {state} {thing}s",
            "there are {number} {thing}s",
            "{state}",
            "the {thing} you have {deed}ed is {state}",
            "if you want to {deed} this {thing} press {digit} now",
            "{thing}",
            "sorry that {thing} is {state}",
            "thank you for calling {name}",
            "goodbye",
            "thank you",
            "hello {name}",
            "good morning {name}",
            "please {deed} again",
            "one moment please",
            "please hold while i {deed} your {thing}",
            "{name} {name} is {state}",
            "my name is {name} {name}",
            "call {name} at {digits}",
            "the time is {time}",
            "today is {day} {month} {ordinal}",
            "{month} {ordinal} {year}",
            "{day} at {time}",
            "{number} {thing}s",
            "{number} dollars and {number} cents",
            "{number} minutes",
            "{number} hours",
            "{digits}",
            "{digits}",
            "{digits}",
            "{digits}",
            "{number}",
            "{spelling}",
            "{letters}",
            "extension {digits}",
            "room {digits}",
            "first {thing}",
            "next {thing}",
            "no more {thing}s",
            "at the tone please {deed} your {thing}",
            "when you are done {deed} the pound key",
            "and",
            "from {name}",
            "to {deed}",
            "{deed}",
            "yes",
            "no",
            "{number} percent",
            "{number} point {digit}",
            "i'm sorry i didn't understand",
            "that is not a valid {thing}",
            "you are {ordinal} in the queue",
            "all our {thing}s are {state}",
            "to return to the main menu press {digit}",
            "the {ordinal} {thing}",
            "this call may be {state}",
            "{thing} has been {state}",
            "your {thing} has been {state}");

    /** Returns a phrase. */
    String draw(RandomGenerator random) {
        var said = new ArrayList<String>();
        for (String word : pick(FORMS, random).split(" ", -1)) {
            said.add(filled(word, random));
        }
        return String.join(" ", said);
    }

    private static String filled(String word, RandomGenerator random) {
        int open = word.indexOf('{');
        int close = word.indexOf('}');
        if (open < 0) {
            return word;
        }
        String filling = filling(word.substring(open + 1, close), random);
        return word.substring(0, open) + filling + word.substring(close + 1);
    }

    private static final Map<String, List<String>> LISTS = Map.of(
            "thing", THINGS, "deed", DEEDS, "state", STATES, "name", NAMES, "day", DAYS, "month", MONTHS, "ordinal",
            ORDINALS);

    private static String filling(String kind, RandomGenerator random) {
        return switch (kind) {
            case "digit" -> digit(random);
            case "digits" -> several(1 + random.nextInt(9), () -> digit(random));
            case "spelling" -> several(1 + random.nextInt(4), () -> pick(SPELLING, random));
            case "letters" -> several(1 + random.nextInt(5), () -> String.valueOf((char) ('a' + random.nextInt(26))));
            case "number" -> number(size(random));
            case "year" -> "nineteen " + number(10 + random.nextInt(90));
            case "time" ->
                number(1 + random.nextInt(12)) + " " + number(10 + random.nextInt(50))
                        + (random.nextBoolean() ? " p m" : " a m");
            default -> pick(LISTS.getOrDefault(kind, List.of(kind)), random);
        };
    }

    private static String digit(RandomGenerator random) {
        return ONES.get(random.nextInt(10));
    }

    private static String several(int count, java.util.function.Supplier<String> one) {
        return String.join(
                " ", java.util.stream.Stream.generate(one).limit(count).toList());
    }

    private static int size(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(20);
            case 1 -> random.nextInt(100);
            case 2 -> random.nextInt(1000);
            default -> random.nextInt(1_000_000);
        };
    }

    /** Returns a number from 0 to 999,999,999 in words. */
    static String number(int number) {
        if (number < 20) {
            return ONES.get(number);
        }
        if (number < 100) {
            return joined(TENS.get(number / 10 - 2), number % 10);
        }
        if (number < 1000) {
            return joined(ONES.get(number / 100) + " hundred", number % 100);
        }
        return number < 1_000_000
                ? joined(number(number / 1000) + " thousand", number % 1000)
                : joined(number(number / 1_000_000) + " million", number % 1_000_000);
    }

    private static String joined(String beginning, int rest) {
        return rest == 0 ? beginning : beginning + " " + number(rest);
    }

    private static String pick(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
