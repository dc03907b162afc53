int main(void)
{
    return Start(0);
}
