# Answers what a test asks of the example: a JSON list of calls in, a JSON list of answers out.

require 'json'
require ARGV.fetch(0)

def answer(call)
  case call['ask']
  when 'session' then TotpKit.check_session(call['token'])
  when 'proof'
    expected = call['expected'].transform_keys('ticketId' => 'ticket_id').transform_keys(&:to_sym)
    TotpKit.check_proof(call['token'], **expected)
  else
    TotpKit.create_ticket(call['userId'], call['action'], **call['terms'].transform_keys(&:to_sym))
  end
end

puts JSON.generate(JSON.parse($stdin.read).map { |call| answer(call) })
