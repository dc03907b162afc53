#include <ntddk.h>

template <typename T> struct Text {
    T *m;
    ULONG n;
    explicit Text(const T *d)
    {
        if constexpr (sizeof(T) == 1)
            n = (ULONG)strlen(d);
        else
            n = (ULONG)wcslen(d);
        m = (T *)ExAllocatePool2(POOL_FLAG_PAGED, n, 'txeT');
    }
    ~Text()
    {
        if (m)
            ExFreePool(m);
    }
};

template <typename T> struct Base {
    T *p;
    Base() : p(nullptr)
    {
    }
    ~Base()
    {
        ExFreePool(p);
    }
};

template <typename T> struct Derived : Base<T> {
    int k;
    Derived() : k(1)
    {
    }
};

template <typename F> auto scope_exit(F f)
{
    class guard {
    public:
        explicit guard(F f) : run{f}
        {
        }
        ~guard()
        {
            if (armed)
                run();
        }
        void release()
        {
            armed = false;
        }

    private:
        F run;
        bool armed = true;
    };
    return guard{f};
}

struct Outer {
    ULONG count;
    LARGE_INTEGER when;
    void test(LARGE_INTEGER now)
    {
        auto one = scope_exit([this] { count = 0; });
        auto two = scope_exit([&] {
            auto inner = scope_exit([&] { now.QuadPart = 1; });
            this->count++;
        });

        when = now;
        one.release();
    }
};

void test()
{
    Text<wchar_t> text(L"abc");
    Derived<int> derived;
    Outer outer;

    outer.test(LARGE_INTEGER{});
}
