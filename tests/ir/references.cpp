#include <ntddk.h>

int Step(int n);
int &Pick(int &a, const int &b);
struct pair {
    int &first;
    int second;
};

int test(int &out, pair p)
{
    int &alias = out;
    const int &constant = Step(1);

    alias = 2;
    p.first = 3;
    Pick(out, 4) = constant;
    return Pick(alias, p.second);
}
