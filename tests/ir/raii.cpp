#include <ntddk.h>

NTSTATUS Step(int n);

struct Guard {
    explicit Guard(int *flag) : flag_(flag)
    {
    }
    ~Guard()
    {
        *flag_ = 0;
    }
    int *flag_;
};
struct Plain {
    int a;
};

NTSTATUS test(int n)
{
    Plain plain;
    Guard outer(&n);

    for (int i = 0; i < n; i++) {
        Guard inner{&i};

        if (i == 1)
            continue;
        if (i == 2)
            break;
        if (i == 3)
            return Step(i);
        if (i == 4)
            goto done;
    }
    if (NTSTATUS status = Step(5); !NT_SUCCESS(status))
        return status;
done:
    return n;
}

struct Made {
    Made(int n);
    ~Made();
    int Get();
    int n_;
};

NTSTATUS unnamed(int n)
{
    int first = Made(1).Get();

    Made(2).Get();
    while (n && Made(n).Get() > first)
        n--;
    return Made(3).Get();
}
