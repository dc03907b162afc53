#include <ntddk.h>

NTSTATUS Step(int n);
void *operator new(SIZE_T size, POOL_TYPE pool);

class Base {
public:
    virtual NTSTATUS Start();
    int count;
};
class Driver : public Base {
public:
    Driver(int first) : value(first), other{2}
    {
        count = 3;
    }
    static Driver *Make(int n);
    NTSTATUS Run(int n)
    {
        value = n;
        return Step(this->other + other);
    }
    int value, other;
};

Driver *Driver::Make(int n)
{
    return new (NonPagedPoolNx) Driver(n);
}

extern "C" NTSTATUS test(Driver *driver, Driver &other)
{
    driver->Start();
    other.Run(1);
    Driver::Make(2)->Run(3);
    delete driver;
    return driver->Run(4);
}
