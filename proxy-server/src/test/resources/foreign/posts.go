// Sends POSTs one after the other on kept connections: posts.go URL CLIENTS EACH.
// Prints how many got a 200, and the error of each that did not.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

func main() {
	clients, _ := strconv.Atoi(os.Args[2])
	each, _ := strconv.Atoi(os.Args[3])
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = clients
	var well atomic.Int64
	var all sync.WaitGroup
	for i := 0; i < clients; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for j := 0; j < each; j++ {
				if err := post(os.Args[1]); err != nil {
					fmt.Println(err)
				} else {
					well.Add(1)
				}
			}
		}()
	}
	all.Wait()
	fmt.Println("ok", well.Load())
}

func post(url string) error {
	// A body of a type that Go can't read twice, as that of a file: such a POST is never sent again.
	body := io.MultiReader(strings.NewReader("item=7"))
	answer, err := http.Post(url, "text/plain", body)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != 200 {
		return fmt.Errorf("status %d", answer.StatusCode)
	}
	return nil
}
