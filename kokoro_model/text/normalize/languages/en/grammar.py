"""English numbers in words."""

from __future__ import annotations

from kokoro_model.text.normalize.number_grammar import NumberGrammar

GRAMMAR = NumberGrammar("""
%%cardinal:
    0: zero; one; two; three; four; five; six; seven; eight; nine; ten;
    eleven; twelve; thirteen; fourteen; fifteen; sixteen; seventeen; eighteen; nineteen;
    20: twenty[->>]; 30: thirty[->>]; 40: forty[->>]; 50: fifty[->>];
    60: sixty[->>]; 70: seventy[->>]; 80: eighty[->>]; 90: ninety[->>];
    100: << hundred[ >>];
    1000: << thousand[ >>];
    1000000: << million[ >>];
    1000000000: << billion[ >>];
    1000000000000: << trillion[ >>];
    1000000000000000: << quadrillion[ >>];
    1000000000000000000: << quintillion[ >>];
    1000000000000000000000: << sextillion[ >>];
    1000000000000000000000000: << septillion[ >>];
    1000000000000000000000000000: << octillion[ >>];
    1000000000000000000000000000000: << nonillion[ >>];
    1000000000000000000000000000000000: << decillion[ >>];
%%ordinal:
    0: zeroth; first; second; third; fourth; fifth; sixth; seventh; eighth; ninth; tenth;
    eleventh; twelfth; thirteenth; fourteenth; fifteenth; sixteenth; seventeenth; eighteenth; nineteenth;
    20: twent>%ieth>; 30: thirt>%ieth>; 40: fort>%ieth>; 50: fift>%ieth>;
    60: sixt>%ieth>; 70: sevent>%ieth>; 80: eight>%ieth>; 90: ninet>%ieth>;
    100: <%cardinal< hundred>%th>;
    1000: <%cardinal< thousand>%th>;
    1000000: <%cardinal< million>%th>;
    1000000000: <%cardinal< billion>%th>;
    1000000000000: <%cardinal< trillion>%th>;
%%ieth:
    0: ieth; 1: y-=%ordinal=;
%%th:
    0: th; 1: ' =%ordinal=;
""")
