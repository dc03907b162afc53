#include <ntddk.h>

struct Made {
    explicit Made(int n);
    ~Made();
    explicit operator bool() const;
    int *At() const;
};

int Look(const Made &made);
int Use(int *at);
Made Make();

int conditions(int n)
{
    int *at;

    if ((at = Made(1).At()) && Use(at))
        n++;
    if (!(at = Made(2).At()) || Use(at) || Look(Made(3)))
        n++;
    if (((at = Made(4).At()) && Look(Made(5))) || Use(at))
        n++;
    if ((Look(Made(6)), n) && !(n && Look(Made(7))))
        n++;
    (at = Made(8).At()) && Use(at);
    n = n && Look(Made(9)) ? Use(at) : 0;
    do
        n++;
    while (n < 9 && Look(Made(10)));
    return (at = Made(11).At()) && Look(Made(12));
}

void test(int n)
{
    while (Made made = Make()) {
        if (n == 1)
            continue;
        if (n == 2)
            break;
        if (n == 3)
            return;
    }
    for (; Made made = Make(); n++)
        Look(made);
}
