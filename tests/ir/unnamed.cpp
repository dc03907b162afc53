#include <ntddk.h>

struct Made {
    explicit Made(int n);
    ~Made();
    int Get() const;
    int *At() const;
    int n_;
};
struct Part : Made {
    explicit Part(int n) : Made(n)
    {
    }
};
struct Whole {
    Made made_;
    int n_;
};

int Look(const Made &made);
int LookTwice(const Made &a, const Made &b);
int Use(int *at);
Made Make();

int arguments(int n)
{
    int first = Look(Made(1));

    Look(Make());
    Make();
    (void)Made(2);
    Made(3), n++;
    return LookTwice(Made(4), Part(5));
}

int references(int n)
{
    const Made &kept = Made(1);
    const int &part = Make().n_;
    const int &value = Make().Get();

    if (n == 1)
        return kept.n_;
    for (;;) {
        auto &&inner = Make();

        if (n == 2)
            break;
        if (n == 3)
            goto done;
        n++;
    }
done:
    return n;
}

void test()
{
    Made made = Make();
    Whole whole{Made(1), 2};
    auto *there = new Whole{Made(3), Look(Made(4))};
}

Made result()
{
    return Make();
}

int ways(int n)
{
    int number = n ? Look(Made(1)) : 0;
    int used = Use(n ? Made(2).At() : nullptr);

    Look(n ? Made(3) : Make());
    n ? Look(Made(4)) : Look(Made(5));
    if (n && Look(Made(6)))
        return 1;
    return n ?: Look(Made(7));
}

void heads(int n)
{
    switch (Make().n_) {
    case 1:
        return;
    default:
        break;
    }
    for (n = Look(Made(1)); n; n = Look(Made(2)))
        n++;
    while (int left = Look(Made(3)))
        n -= left;
}

int in_place(int n)
{
    return LookTwice(Made(1), [&] {
        Look(Made(2));
        return Made(n);
    }());
}

struct Holder {
    explicit Holder(int n) : n_(Look(Made(n)))
    {
    }
    int n_;
    int m_ = Look(Made(1));
};
